/** The code of a page, as a browser gets it: bundled, every dynamic import inlined. Built once a process. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';
import { build, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const app = join(root, 'web/app');

/** Writes what the settings of `web/app` extend, which a clean checkout does not have. Before any page is bundled. */
export function prepareBundling(): void {
  if (existsSync(join(app, 'node_modules/$app/tsconfig.json'))) return;
  const kit = join(root, 'node_modules/@sveltejs/kit/svelte-kit.js');
  const { status, stderr } = spawnSync(process.execPath, [kit, 'sync'], { cwd: app, encoding: 'utf8' });
  if (status !== 0) throw new Error(`web/app could not be prepared: ${stderr}`);
}

export interface Bundle {
  readonly code: string;
  /** Absolute paths of what is in it. */
  readonly modules: readonly string[];
}

export const bundlePage = async (entry: string): Promise<string> => (await bundleWith(entry, [])).code;

/**
 * `substitutes` are paths of modules. Each stands in for the one module that it re-exports with `export * from`, wherever a
 * page imports that; its own import gives it the original.
 */
export async function bundleWith(entry: string, substitutes: readonly string[]): Promise<Bundle> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [kit, runes, ...(substitutes.length > 0 ? [substituting(substitutes)] : [])],
    resolve: { dedupe: ['dexie', 'svelte'] },
    // Within its transactions Dexie puts its own `Promise` in the global's place: the page has to find that one.
    define: { 'import.meta.url': '"http://localhost:8787/page.js"', Promise: 'globalThis.Promise' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry, formats: ['iife'], name: 'Page' },
    },
  });
  const [chunk] = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`no code came of ${entry}`);
  return { code: chunk.code, modules: chunk.moduleIds };
}

/** Runes without a screen: state is a plain field, a derived one is computed when it is read, effects do not run. */
const runes: Plugin = {
  name: 'runes',
  transform(code, id) {
    if (!id.endsWith('.svelte.ts')) return undefined;
    return { code: compileModule(code, { filename: id, generate: 'server', dev: false }).js.code, map: null };
  },
};

const KIT: Record<string, string> = {
  '$app/env': "export const dev = false; export const version = 'simulated';",
  '$app/paths': 'export const resolve = (path) => path;',
};

const kit: Plugin = {
  name: 'kit',
  enforce: 'pre',
  resolveId: (id) => (id in KIT ? `\0${id}` : undefined),
  load: (id) => KIT[id.slice(1)],
};

/** Several substitutes of one module form a chain: each has the next for its original. */
function substituting(substitutes: readonly string[]): Plugin {
  const chains = new Map<string, readonly string[]>();
  return {
    name: 'substituting',
    enforce: 'pre',
    async buildStart() {
      for (const path of substitutes) {
        const original = await this.resolve(originalOf(path), path, { skipSelf: true });
        if (!original) throw new Error(`${path} stands in for a module that does not exist`);
        chains.set(original.id, [...(chains.get(original.id) ?? []), path]);
      }
    },
    async resolveId(id, importer) {
      // Its name alone rules out most, at no cost.
      if (importer === undefined || ![...chains.keys()].some((path) => id.includes(basename(path, '.ts'))))
        return undefined;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      const chain = resolved && chains.get(resolved.id);
      return chain ? (chain[chain.indexOf(importer) + 1] ?? resolved) : undefined;
    },
  };
}

function originalOf(substitute: string): string {
  const found = /^export \* from '([^']+)';$/m.exec(readFileSync(substitute, 'utf8'));
  if (!found?.[1]) throw new Error(`${substitute} re-exports no module`);
  return found[1];
}
