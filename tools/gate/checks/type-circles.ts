/**
 * Files that reach themselves through imports, types included. Such files cannot be read, moved or tested one at a time.
 * `dependencies.ts` allows no circle of values at all; circles of types that exist are counted by `ratchet.ts`.
 */
import { resolveImport } from './dependencies.ts';
import { compareCounts, type Ratchet, readRatchet } from './ratchet.ts';
import { type Complaint, complain, type Report } from './report.ts';
import { isTest, type Source } from './sources.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** The largest sets of files in which each reaches each other (Tarjan 1972), without those of one file. */
export function circlesIn(graph: Graph): string[][] {
  const circles: string[][] = [];
  const stack: string[] = [];
  const seenAt = new Map<string, number>();
  const open = new Set<string>();
  /** Returns the earliest file of the stack that can be reached. */
  const walk = (node: string): number => {
    const at = seenAt.size;
    let earliest = at;
    seenAt.set(node, at);
    stack.push(node);
    open.add(node);
    for (const next of graph.get(node) ?? []) {
      const known = seenAt.get(next);
      if (known === undefined) earliest = Math.min(earliest, walk(next));
      else if (open.has(next)) earliest = Math.min(earliest, known);
    }
    if (earliest < at) return earliest;
    const circle = stack.splice(stack.indexOf(node));
    for (const member of circle) open.delete(member);
    if (circle.length > 1) circles.push(circle.sort());
    return earliest;
  };
  for (const node of graph.keys()) if (!seenAt.has(node)) walk(node);
  return circles;
}

/** A lazy import is no tie: it is there to break one. */
function graphOf(sources: readonly Source[]): Graph {
  const known = new Set(sources.map(({ path }) => path));
  const code = sources.filter(({ path }) => !isTest(path));
  return new Map(
    code.map(({ path, imports }) => {
      const tied = imports.filter(({ kind }) => kind !== 'lazy');
      const targets = tied.map(({ specifier }) => resolveImport(path, specifier, known));
      return [path, targets.filter((target) => target !== undefined && known.has(target)) as string[]];
    }),
  );
}

export function findTypeCircles(sources: readonly Source[]): Complaint[] {
  return circlesIn(graphOf(sources)).flatMap((circle) =>
    circle.map((path) => {
      const others = circle.filter((other) => other !== path);
      const named = others.slice(0, 3).join(', ');
      return complain(path, `in a circle with ${named}${others.length > 3 ? ` and ${others.length - 3} more` : ''}`);
    }),
  );
}

export function checkTypeCircles(sources: readonly Source[], kept: Ratchet = readRatchet()): Report {
  const found = findTypeCircles(sources);
  return {
    problems: compareCounts('filesInCircles', kept.filesInCircles, found),
    note: `${found.length} files in circles of types left`,
  };
}
