/**
 * Blocks of tasks: the tasks of one page are stored together, many in one row, because IndexedDB costs by rows and a first pull
 * may bring thousands of tasks (ADR 20). A task that changes or goes is taken out of its block. The search text is stored
 * beside the blocks, one row per page with a line per task.
 */
import type { DeviceDb } from '../database/device-db.ts';
import type { TaskLines, TaskRow } from '../rows.ts';
import { BLOCK_TASKS } from '../sizes.ts';

/** Key of a block: the page, and the block within it. */
const keyOf = (page: number, part: number): string => `${page}.${part}`;

/** Fields of a task that its line holds. */
export interface TaskLine extends Pick<TaskRow, 'id' | 'state' | 'day' | 'rev'> {
  readonly region: string;
}

export const lineOf = ({ id, state, day, rev, data }: TaskRow): TaskLine => ({
  id,
  state,
  day,
  rev,
  region: data.enterprise.region,
});

const ID = 36;
const DAY = 10;

/** Id and day have fixed lengths, so that a list of thousands reads them without splitting the line. */
const textOf = ({ id, state, day, rev, region }: TaskLine): string => [id, day, state, rev, region].join(' ');

export const idIn = (line: string): string => line.slice(0, ID);

export const dayIn = (line: string): string => line.slice(ID + 1, ID + 1 + DAY);

export function readLine(line: string): TaskLine {
  const [id, day, state = '', rev, region = ''] = line.split(' ');
  return { id: id as TaskLine['id'], state, day: day as TaskLine['day'], rev: Number(rev), region };
}

/** Returns the lines of all tasks in blocks. */
export const allLines = async (db: DeviceDb): Promise<string[]> =>
  (await db.taskLines.toArray()).flatMap(({ text }) => text.split('\n')).filter((line) => line !== '');

export const countInBlocks = async (db: DeviceDb): Promise<number> =>
  (await db.taskLines.toArray()).reduce((sum, { count }) => sum + count, 0);

/** Stores one pulled page, sorted by day, so that a day's list touches few blocks. */
export async function addBlocks(db: DeviceDb, rows: readonly TaskRow[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => compare(a.day, b.day) || compare(a.state, b.state));
  const text = sorted.map((row) => textOf(lineOf(row))).join('\n');
  const page = await db.taskLines.add({ text, count: sorted.length } as TaskLines);
  const parts = [...Array(Math.ceil(sorted.length / BLOCK_TASKS)).keys()];
  await db.taskBlocks.bulkAdd(
    parts.map((part) => sorted.slice(part * BLOCK_TASKS, (part + 1) * BLOCK_TASKS)),
    parts.map((part) => keyOf(page, part)),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function takeOut(db: DeviceDb, ids: ReadonlySet<string>): Promise<void> {
  const touched = await pagesWith(db, (line) => ids.has(idIn(line)));
  for (const { page, lines, places } of touched) {
    for (const place of places) lines[place] = '';
    const count = lines.filter((line) => line !== '').length;
    if (count === 0) await db.taskLines.delete(page);
    else await db.taskLines.put({ page, text: lines.join('\n'), count });
  }
  const keys = keysOf(touched);
  const blocks = await db.taskBlocks.bulkGet(keys);
  const left = blocks.map((block = []) => block.filter(({ id }) => !ids.has(id)));
  const isEmpty = (_: unknown, i: number): boolean => left[i]?.length === 0;
  const stays = (_: unknown, i: number): boolean => !isEmpty(_, i);
  await db.taskBlocks.bulkPut(left.filter(stays), keys.filter(stays));
  await db.taskBlocks.bulkDelete(keys.filter(isEmpty));
}

export async function inBlocks(db: DeviceDb, wanted: (line: string) => boolean): Promise<TaskRow[]> {
  const found = await pagesWith(db, wanted);
  const ids = new Set(found.flatMap(({ lines, places }) => places.map((place) => idIn(lines[place] ?? ''))));
  const blocks = await db.taskBlocks.bulkGet(keysOf(found));
  return blocks.flatMap((block = []) => block.filter(({ id }) => ids.has(id)));
}

interface Found {
  readonly page: number;
  readonly lines: string[];
  /** Indexes of the lines found. */
  readonly places: readonly number[];
}

async function pagesWith(db: DeviceDb, wanted: (line: string) => boolean): Promise<Found[]> {
  return (await db.taskLines.toArray()).flatMap(({ page, text }) => {
    const lines = text.split('\n');
    const places: number[] = [];
    lines.forEach((line, place) => {
      if (line !== '' && wanted(line)) places.push(place);
    });
    return places.length > 0 ? { page, lines, places } : [];
  });
}

/** Returns the keys of the blocks that hold the lines found. */
const keysOf = (found: readonly Found[]): string[] =>
  found.flatMap(({ page, places }) => {
    const parts = new Set(places.map((place) => Math.floor(place / BLOCK_TASKS)));
    return [...parts].map((part) => keyOf(page, part));
  });
