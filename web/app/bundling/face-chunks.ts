/**
 * Groups shared modules into chunks by the faces that use them, so that a face loads few files and no code of another.
 * Without groups each set of pages that shares a module gets a file of its own (docs/adr/0035-chunks-by-face.md).
 */
import type { Plugin, Rolldown } from 'vite';
import { FACES, OFFICE, routesOf, type Step } from './faces.ts';

export type Graph = ReadonlyMap<string, ModuleLinks>;
type ModuleLinks = Pick<Rolldown.ModuleInfo, 'importedIds' | 'dynamicallyImportedIds' | 'isEntry'>;

interface Chunk {
  readonly name: string;
  /** Higher where more faces use it, or use it earlier: the chunk of an import is never lower than that of its importer. */
  readonly rank: number;
}

const START_RANK = 31;
const SVELTE_RANK = 30;
const KIT_RANK = 29;
const SHELL_RANK = 28;
const WORDS_RANK = 0;

export function faceChunks(): Plugin {
  let chunks: ReadonlyMap<string, Chunk> = new Map();
  const group = (rank: number): Rolldown.CodeSplittingGroup => ({
    // A group takes along what its modules import and no earlier group has: by rank, that is nothing of another face.
    priority: rank,
    name: (id: string) => {
      const chunk = chunks.get(id);
      return chunk?.rank === rank ? chunk.name : null;
    },
  });
  return {
    name: 'liangma:face-chunks',
    applyToEnvironment: ({ name }) => name === 'client',
    outputOptions(options) {
      const { codeSplitting } = options;
      const own = typeof codeSplitting === 'object' ? (codeSplitting.groups ?? []) : [];
      const first = own.map((kits) => ({ ...kits, priority: START_RANK + 1 }));
      const ranks = Array.from({ length: START_RANK + 1 }, (_, rank) => group(rank));
      return { ...options, codeSplitting: { groups: [...first, ...ranks] } };
    },
    buildEnd() {
      chunks = chunksOf(new Map([...this.getModuleIds()].map((id) => [id, this.getModuleInfo(id) as ModuleLinks])));
    },
  };
}

const GENERATED = /sveltekit:generated|\/\.svelte-kit\//;
const KIT = /\/node_modules\/@sveltejs\/kit\//;
const SVELTE = /\/node_modules\/(?:svelte|esm-env|clsx)\//;
/** Dictionaries that a face reads together. The others are of one page or of a face that needs the network. */
const FIELD_WORDS = /\/words\/field\/.*\b(zh-CN|en)\./;
const COMMON_WORDS =
  /\/words\/(?:tasks\/|grants\/|records|evaluation|sync|shell\/(?:lists|keys|changes|photos))[\w-]*\.?(zh-CN|en)\./;

/** Chunks of the grouped modules. A module without one stays where the bundler puts it. */
export function chunksOf(graph: Graph): ReadonlyMap<string, Chunk> {
  const later = new Set([...graph.values()].flatMap(({ dynamicallyImportedIds }) => dynamicallyImportedIds));
  const entries = [...graph].filter(([id, { isEntry }]) => isEntry || later.has(id)).map(([id]) => id);
  const uses = new Map<string, number>();
  for (const entry of entries) for (const id of reach(graph, [entry])) uses.set(id, (uses.get(id) ?? 0) + 1);
  const shell = reach(
    graph,
    entries.filter((id) => isShell(graph, id)),
  );
  const start = reach(
    graph,
    entries.flatMap((id) => (KIT.test(id) && graph.get(id)?.isEntry ? (graph.get(id)?.importedIds ?? []) : [])),
  );
  checkRoutes(graph);
  const faces = Object.values(FACES).map((steps) => steps.map((step) => ({ step, ids: reachOf(graph, step) })));

  const chunkOf = (id: string): Chunk | undefined => {
    // Kit's entry sets what its other modules read while they load: it must import none of them.
    if (start.has(id)) return { name: 'start', rank: START_RANK };
    if (GENERATED.test(id) || graph.get(id)?.isEntry) return undefined;
    if (SVELTE.test(id) && shell.has(id)) return { name: 'svelte', rank: SVELTE_RANK };
    // Kit finds its runtime by the import of its entry, so that the file of this import stays.
    if (KIT.test(id)) return later.has(id) ? undefined : { name: 'kit', rank: KIT_RANK };
    const words = FIELD_WORDS.exec(id) ?? COMMON_WORDS.exec(id);
    if (words && !shell.has(id))
      return { name: `words-${FIELD_WORDS.test(id) ? 'field' : 'common'}-${words[1]}`, rank: WORDS_RANK };
    if (shell.has(id)) return { name: 'shell', rank: SHELL_RANK };
    if ((uses.get(id) ?? 0) < 2) return undefined;
    const used = faces.flatMap((steps) => {
      const first = steps.findIndex(({ ids }) => ids.has(id));
      return first < 0 ? [] : [{ name: steps[first]?.step.name as string, rank: steps.length - first }];
    });
    if (used.every(({ name }) => name.startsWith(OFFICE))) return undefined;
    return { name: used.map(({ name }) => name).join('.'), rank: used.reduce((sum, { rank }) => sum + rank, 0) };
  };
  return new Map(
    [...graph.keys()].flatMap((id) => {
      const chunk = chunkOf(id);
      return chunk ? [[id, chunk] as const] : [];
    }),
  );
}

const pageRoutes = (graph: Graph, id: string): string[] => routesOf(id, (page) => graph.get(page)?.importedIds ?? []);

function checkRoutes(graph: Graph): void {
  const known = Object.values(FACES).flat();
  const routes = [...graph.keys()].flatMap((id) => pageRoutes(graph, id));
  const lost = routes.find((route) => !route.startsWith('+') && !known.some((step) => step.routes.test(route)));
  if (lost) throw new Error(`${lost} belongs to no face of web/app/bundling/faces.ts`);
}

/** Entries that each start loads: Kit's own, the root layout, its error page and `/`. */
const isShell = (graph: Graph, id: string): boolean =>
  graph.get(id)?.isEntry === true && pageRoutes(graph, id).every((route) => route.startsWith('+'));

function reachOf(graph: Graph, { routes, later }: Step): Set<string> {
  const roots = [...graph.keys()].filter((id) => pageRoutes(graph, id).some((route) => routes.test(route)));
  return reach(graph, roots, later);
}

/** Modules of the app that open later than the page that names them, but not its optional packages. */
const OF_APP = /\/web\/(?:app\/src|common\/src\/words)\//;

function reach(graph: Graph, roots: readonly string[], later = false): Set<string> {
  const reached = new Set<string>();
  const queue = [...roots];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const links = graph.get(id);
    if (!links || reached.has(id)) continue;
    reached.add(id);
    queue.push(...links.importedIds);
    if (later) queue.push(...links.dynamicallyImportedIds.filter((other) => OF_APP.test(other)));
  }
  return reached;
}
