/** A folder holds one concept: more than some thirty files are several. */
import { posix } from 'node:path';
import { type Counts, RATCHET } from './ratchet.ts';
import { type Complaint, complain } from './report.ts';

const MOST_FILES = 30;

export function crowdedFolders(files: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const path of files.filter((file) => /\.(ts|js|mjs|svelte)$/.test(file))) {
    const folder = posix.dirname(path);
    counts[folder] = (counts[folder] ?? 0) + 1;
  }
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > MOST_FILES)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** `known` are those that are still to be divided, each with how many files it may hold until then. */
export function judgeFolders(files: readonly string[], known: Counts): Complaint[] {
  const crowded = crowdedFolders(files);
  return [
    ...Object.entries(crowded)
      .filter(([folder, count]) => count > (known[folder] ?? MOST_FILES))
      .map(([folder, count]) => complain(folder, `${count} files; at most ${known[folder] ?? MOST_FILES}: divide it`)),
    ...Object.keys(known)
      .filter((folder) => !(folder in crowded))
      .map((folder) => complain(RATCHET, `${folder} is no longer crowded: npm run ratchet`)),
  ];
}
