/** The code of a page, as a browser gets it: bundled, every dynamic import inlined. Built once a process. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

/** A module by the end of its path, and what stands in its place. */
export interface Replacement {
  readonly module: string;
  /** May import the original as `original:`. */
  readonly code: string;
}

export async function bundlePage(entry: string, replaced: readonly Replacement[] = []): Promise<string> {
  const built = await build({
    ...{ configFile: false, root, logLevel: 'error' },
    plugins: [kit, runes, ...replaced.map((one, i) => replacing(one, i, replaced))],
    resolve: { dedupe: ['dexie', 'svelte'] },
    // Within its transactions Dexie puts its own `Promise` in the global's place: the page has to find that one.
    define: { 'import.meta.url': '"http://localhost:8787/page.js"', Promise: 'globalThis.Promise' },
    build: {
      ...{ write: false, minify: false, target: 'esnext' },
      lib: { entry, formats: ['iife'], name: 'Page' },
    },
  });
  const [chunk] = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`no code came of ${entry}`);
  return chunk.code;
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

/** Where two replace one module, the first has the second for its original. */
const replacing = ({ module, code }: Replacement, i: number, all: readonly Replacement[]): Plugin => {
  const own = `\0${i} ${module}`;
  const isFirst = all.findIndex((other) => other.module === module) === i;
  const next = all.findIndex((other, j) => j > i && other.module === module);
  return {
    name: 'replacing',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (id === 'original:') {
        if (importer !== own) return undefined;
        return next === -1 ? `${originalOf.get(module)}?original` : `\0${next} ${module}`;
      }
      // Its name alone rules out most, at no cost.
      if (!isFirst || !id.includes(basename(module, '.ts'))) return undefined;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      if (!resolved?.id.endsWith(module) || resolved.id.includes('?')) return undefined;
      originalOf.set(module, resolved.id);
      return own;
    },
    load: (id) => (id === own ? code : undefined),
  };
};

const originalOf = new Map<string, string>();
