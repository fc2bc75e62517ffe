/** Imports go the allowed way only (`layers.ts`), and never in a circle. */
import { posix } from 'node:path';
import { DEFAULTS, LAYERS, type Layer, PACKAGE_HOMES, rowOf, SEEDS } from './layers.ts';
import { type Complaint, complain, type Report } from './report.ts';
import { type Import, isTest, readText, type Source } from './sources.ts';

export function checkDependencies(sources: readonly Source[]): Report {
  const known = new Set(sources.map((source) => source.path));
  const problems = sources.flatMap((source) =>
    source.imports.flatMap((one) => judgeImport(source.path, one, resolveImport(source.path, one.specifier, known))),
  );
  const homeless = sources.filter(isHomeless).map(({ path }) => complain(path, 'is in no layer: give its folder one'));
  const cycles = findCycles(graphOf(sources, known)).map((cycle) => complain(cycle[0] as string, sayCycle(cycle)));
  return {
    problems: [...problems, ...homeless, ...cycles, ...comparePrinted()],
    note: `${sources.length} files, ${Object.keys(LAYERS).length} layers`,
  };
}

const isHomeless = ({ path }: Source): boolean =>
  /^((shared|sync-server)\/src|tools)\//.test(path) && !isTest(path) && layerOf(path) === undefined;

/** A path of the repository, or `undefined` for a package. */
export function resolveImport(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const plain = specifier.replace(/\?.*$/, '');
  const base = plain.startsWith('.') ? posix.join(posix.dirname(from), plain) : ownPath(plain);
  return base && ([base, `${base}.ts`].find((path) => known.has(path)) ?? base);
}

const OWN_NAMES: readonly (readonly [string, string])[] = [
  ['@liangma/shared/', 'shared/src/'],
  ['@liangma/sync-server/', 'sync-server/src/'],
  ['@liangma/testing/', 'tools/testing/'],
  ['@liangma/web-common/', 'web/common/src/'],
  ['#lib/', 'web/app/src/lib/'],
  ['$lib/', 'web/app/src/lib/'],
];

function ownPath(specifier: string): string | undefined {
  const name = OWN_NAMES.find(([prefix]) => specifier.startsWith(prefix));
  return name && name[1] + specifier.slice(name[0].length);
}

function judgeImport(from: string, { specifier, kind, line }: Import, target: string | undefined): Complaint[] {
  const where = `${from}:${line}`;
  if (target === undefined) return judgePackage(from, where, specifier);
  if (isTest(from)) return judgeTest(from, target) ? [] : [complain(where, `a test may not import ${target}`)];
  if (within(target, DEFAULTS) && ![DEFAULTS, ...SEEDS].some((seed) => within(from, seed))) {
    return [complain(where, 'takes the values in force from the store, not the defaults of a new one')];
  }
  const name = layerOf(from);
  const layer = name === undefined ? undefined : LAYERS[name];
  if (!layer || layerOf(target) === name) return [];
  if (layer.uses.some((prefix) => within(target, prefix))) return [];
  if (layer.types?.some((prefix) => within(target, prefix))) {
    return kind === 'type' ? [] : [complain(where, `${name} may import only types of ${target}`)];
  }
  return [complain(where, `${name} may not import ${target}`)];
}

/** Tests reach everything of their own workspace and of `shared`, and what starts the world around them. */
function judgeTest(from: string, target: string): boolean {
  const workspace = /^((?:web|tools)\/\w+|[\w-]+)\//.exec(from)?.[1] ?? '';
  const common = workspace.startsWith('web/') ? ['shared', 'web/common'] : ['shared', 'tools/testing'];
  return [workspace, ...(workspace === 'e2e' ? ['tools/testing'] : common)].some((prefix) => within(target, prefix));
}

function judgePackage(from: string, where: string, specifier: string): Complaint[] {
  const found = Object.keys(PACKAGE_HOMES).find((name) => within(specifier, name));
  // A bench measures what is bare beside what is ours.
  if (found && !isTest(from) && !within(from, 'tools/bench')) {
    const home = PACKAGE_HOMES[found];
    if (home === undefined) return [complain(where, `${found} is not used in this repository`)];
    if (!within(from, home)) return [complain(where, `${found} is reached through ${home} only`)];
  }
  const name = layerOf(from);
  const allowed = name === undefined || isTest(from) ? undefined : (LAYERS[name] as Layer).packages;
  if (!allowed || allowed.some((prefix) => within(specifier, prefix))) return [];
  return [complain(where, `${name} may not import the package ${specifier}`)];
}

/** A layer named by a pattern, else the longest that takes the file in. */
function layerOf(path: string): string | undefined {
  const names = Object.keys(LAYERS).filter((name) => within(path, name));
  return names.find((name) => name.includes('*')) ?? names.sort((a, b) => b.length - a.length)[0];
}

/** `prefix` may be a pattern of whole paths. */
const within = (path: string, prefix: string): boolean =>
  prefix.includes('*')
    ? posix.matchesGlob(path, prefix)
    : path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

/** The table that people read is the one that is held. */
function comparePrinted(): Complaint[] {
  const path = 'ARCHITECTURE.md';
  const printed = new Set(readText(path).split('\n'));
  const rows = Object.entries(LAYERS).map(([name, layer]) => rowOf(name, layer));
  return rows.filter((row) => !printed.has(row)).map((row) => complain(path, `has no row ${row}`));
}

type Graph = ReadonlyMap<string, readonly string[]>;

/** The files that each file loads. In `shared` types count too, because circles of types are not allowed there either. */
function graphOf(sources: readonly Source[], known: ReadonlySet<string>): Graph {
  const loads = (path: string, { kind }: Import) =>
    kind === 'static' || (kind === 'type' && within(path, 'shared/src') && !isTest(path));
  return new Map(
    sources.map(({ path, imports }) => {
      const targets = imports.filter((one) => loads(path, one)).map((one) => resolveImport(path, one.specifier, known));
      return [path, targets.filter((target) => target !== undefined && known.has(target)) as string[]];
    }),
  );
}

/** Each circle that a depth-first walk closes, once. */
export function findCycles(graph: Graph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) {
      cycles.push(path.slice(at));
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return cycles;
}

const sayCycle = (cycle: readonly string[]): string => `imports in a circle: ${[...cycle, cycle[0]].join(' → ')}`;
