/** Tells the service worker what belongs to the office alone: a device keeps all other files. */
import type { Plugin, Rolldown } from 'vite';
import { OFFICE_PATHS, OFFICE_ROUTES, routesOf } from './faces.ts';

const MODULE = 'virtual:office';

export function offlineFiles(): Plugin {
  let files: readonly string[] = [];
  return {
    name: 'liangma:offline-files',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? sourceOf({ officeFiles: files, officePaths: OFFICE_PATHS }) : undefined),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        if (this.environment.name !== 'client') return;
        const imports = (id: string) => this.getModuleInfo(id)?.importedIds ?? [];
        files = officeFiles(bundle, (page) => routesOf(page, imports).some((route) => OFFICE_ROUTES.test(route)));
      },
    },
  };
}

const sourceOf = (values: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');

/** Files that are reached from pages of the office alone. `isOffice` is asked about the module of each page. */
function officeFiles(bundle: Rolldown.OutputBundle, isOffice: (page: string) => boolean): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const pages = chunks.filter(({ isEntry }) => isEntry);
  const office = pages.filter(({ facadeModuleId }) => facadeModuleId !== null && isOffice(facadeModuleId));
  const isPage = new Set(pages.map(({ fileName }) => fileName));
  const kept = filesFrom(
    bundle,
    isPage,
    pages.filter((page) => !office.includes(page)),
  );
  return [...filesFrom(bundle, isPage, office)].filter((file) => !kept.has(file)).sort();
}

/** The router names every page, so that no other import leads to one. */
function filesFrom(
  bundle: Rolldown.OutputBundle,
  isPage: ReadonlySet<string>,
  roots: readonly Rolldown.OutputChunk[],
): Set<string> {
  const files = new Set<string>();
  const queue = [...roots];
  for (let chunk = queue.pop(); chunk; chunk = queue.pop()) {
    if (files.has(chunk.fileName)) continue;
    files.add(chunk.fileName);
    for (const file of chunk.viteMetadata?.importedCss ?? []) files.add(file);
    for (const file of chunk.viteMetadata?.importedAssets ?? []) files.add(file);
    for (const file of [...chunk.imports, ...chunk.dynamicImports]) {
      const imported = bundle[file];
      if (imported?.type === 'chunk' && !isPage.has(file)) queue.push(imported);
    }
  }
  return files;
}
