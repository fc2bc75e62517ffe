/**
 * Counts of what is to go, a folder each, in `tools/gate/ratchet.json`. A higher count fails; so does a lower one until it is
 * written down by `npm run ratchet`, which takes no higher total. So the counts only fall.
 */
import { posix } from 'node:path';
import { type Complaint, complain } from './report.ts';
import { readText } from './sources.ts';

export const RATCHET = 'tools/gate/ratchet.json';

export const KINDS = ['fragments', 'packing', 'swallowedErrors', 'filesInCircles', 'crowdedFolders'] as const;
export type Kind = (typeof KINDS)[number];

/** `swallowedErrors` → `swallowed errors`. */
export const sayKind = (kind: Kind): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export type Counts = Readonly<Record<string, number>>;
export type Ratchet = Readonly<Record<Kind, Counts>>;

export const readRatchet = (): Ratchet => JSON.parse(readText(RATCHET)) as Ratchet;

/** Deep folders count for the one above: `web/app/src/lib/desk/application` for `web/app/src/lib/desk`. */
export function folderOf(place: string): string {
  const parts = posix.dirname(place.replace(/:\d+$/, '')).split('/');
  return parts.slice(0, parts[0] === 'web' ? 5 : 3).join('/');
}

export function countByFolder(found: readonly Complaint[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { where } of found) counts[folderOf(where)] = (counts[folderOf(where)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function compareCounts(kind: Kind, kept: Counts, found: readonly Complaint[]): Complaint[] {
  const counts = countByFolder(found);
  const folders = [...new Set([...Object.keys(kept), ...Object.keys(counts)])].sort();
  return folders.flatMap((folder) => {
    const [now, before] = [counts[folder] ?? 0, kept[folder] ?? 0];
    if (now > before)
      return [
        complain(folder, `${now} ${sayKind(kind)}, at most ${before}; among these:`),
        ...found.filter(({ where }) => folderOf(where) === folder),
      ];
    return now < before
      ? [complain(RATCHET, `${folder}: ${now} ${sayKind(kind)}, no longer ${before}: npm run ratchet`)]
      : [];
  });
}
