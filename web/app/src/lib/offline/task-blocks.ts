/**
 * Tasks that came in one page lie together, many in one row: what IndexedDB costs, it costs by rows, and a first pull may bring
 * thousands of tasks (ADR 20). A block stays as it is until one of its tasks changes or goes: that one is taken out. What is
 * searched lies beside the blocks as text, of each page one row with a line for each task.
 */
import type { DeviceDb } from './device-db.ts';
import type { TaskRow } from './rows.ts';
import { BLOCK_TASKS } from './sizes.ts';

export interface TaskBlock {
  readonly page: number;
  /** Which of the page's blocks. */
  readonly part: number;
  readonly tasks: readonly TaskRow[];
}

export interface TaskLines {
  readonly page: number;
  /** A line for each task, block after block; empty where it was taken out. */
  readonly text: string;
}

/** What is known of a task without its row. */
export interface TaskLine extends Pick<TaskRow, 'id' | 'state' | 'day' | 'rev'> {
  readonly region: string;
}

export const lineOf = ({ id, state, day, rev, data }: TaskRow): TaskLine => ({
  ...{ id, state, day, rev, region: data.enterprise.region },
});

const textOf = ({ id, state, day, rev, region }: TaskLine): string => [id, state, day, rev, region].join(' ');

export const idIn = (line: string): string => line.slice(0, line.indexOf(' '));

export function readLine(line: string): TaskLine {
  const [id, state = '', day, rev, region = ''] = line.split(' ');
  return { id: id as TaskLine['id'], state, day: day as TaskLine['day'], rev: Number(rev), region };
}

/** The lines of all tasks in blocks. */
export const allLines = async (db: DeviceDb): Promise<string[]> =>
  (await db.taskLines.toArray()).flatMap(({ text }) => text.split('\n')).filter((line) => line !== '');

/** A page. Those of a day come beside each other: a list is then read from few blocks. */
export async function addBlocks(db: DeviceDb, rows: readonly TaskRow[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => compare(a.day, b.day) || compare(a.state, b.state));
  const text = sorted.map((row) => textOf(lineOf(row))).join('\n');
  const page = await db.taskLines.add({ text } as TaskLines);
  const blocks: TaskBlock[] = [];
  for (let part = 0; part * BLOCK_TASKS < sorted.length; part++) {
    blocks.push({ page, part, tasks: sorted.slice(part * BLOCK_TASKS, (part + 1) * BLOCK_TASKS) });
  }
  await db.taskBlocks.bulkAdd(blocks);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function takeOut(db: DeviceDb, ids: ReadonlySet<string>): Promise<void> {
  const touched = await pagesWith(db, (line) => ids.has(idIn(line)));
  for (const { page, lines, places } of touched) {
    for (const place of places) lines[place] = '';
    if (lines.every((line) => line === '')) await db.taskLines.delete(page);
    else await db.taskLines.put({ page, text: lines.join('\n') });
  }
  const left = (await blocksAt(db, touched)).map((block) => ({
    ...block,
    tasks: block.tasks.filter(({ id }) => !ids.has(id)),
  }));
  await db.taskBlocks.bulkPut(left.filter(({ tasks }) => tasks.length > 0));
  await db.taskBlocks.bulkDelete(left.flatMap(({ page, part, tasks }) => (tasks.length > 0 ? [] : [[page, part]])));
}

export async function inBlocks(db: DeviceDb, wanted: (line: string) => boolean): Promise<TaskRow[]> {
  const found = await pagesWith(db, wanted);
  const ids = new Set(found.flatMap(({ lines, places }) => places.map((place) => idIn(lines[place] ?? ''))));
  return (await blocksAt(db, found)).flatMap(({ tasks }) => tasks.filter(({ id }) => ids.has(id)));
}

interface Found {
  readonly page: number;
  readonly lines: string[];
  /** Which of the lines. */
  readonly places: readonly number[];
}

async function pagesWith(db: DeviceDb, wanted: (line: string) => boolean): Promise<Found[]> {
  return (await db.taskLines.toArray()).flatMap(({ page, text }) => {
    const lines = text.split('\n');
    const places = lines.flatMap((line, place) => (line !== '' && wanted(line) ? place : []));
    return places.length > 0 ? { page, lines, places } : [];
  });
}

async function blocksAt(db: DeviceDb, found: readonly Found[]): Promise<TaskBlock[]> {
  const keys = found.flatMap(({ page, places }) => {
    const parts = new Set(places.map((place) => Math.floor(place / BLOCK_TASKS)));
    return [...parts].map((part): [number, number] => [page, part]);
  });
  return (await db.taskBlocks.bulkGet(keys)).filter((block) => block !== undefined);
}
