/** Prints readings as tables: a line for each reader. */

import type { Code } from '@liangma/testing/scanner/codes';
import { CONDITIONS, type Condition, type SetName, type Shot } from '@liangma/testing/scanner/shots';
import { median, printFigure } from '../figures.ts';
import { READERS, type Reader, type Readings } from './readers.ts';

export interface Taken {
  readonly condition: Condition;
  readonly code: Code;
  readonly shot: Shot;
  readonly readings: Readings;
}

type Choice = (taken: Taken) => boolean;

const GROUPS: readonly (readonly [string, Choice])[] = [
  ['all', () => true],
  ['v8–9', ({ code }) => code.version < 10],
  ['v10–12', ({ code }) => code.version >= 10 && code.version <= 12],
  ['v13–14', ({ code }) => code.version > 12],
  ['1280', ({ shot }) => shot.width === 1280],
  ['640', ({ shot }) => shot.width === 640],
];
/** Goals of our scanner at versions 10–12: percent read, and median milliseconds a frame. */
const GOAL = { rate: 95, ms: 10 };

export function printReadings(set: SetName, all: readonly Taken[]): void {
  const sides = all.map(({ shot, code }) => (shot.fill * Math.min(shot.width, shot.height)) / code.matrix.length);
  console.log(
    `reading a code, ${set} set: n=${all.length} frames, ${sayMs(Math.min(...sides))}–${sayMs(Math.max(...sides))} px a module`,
  );
  printTable(['% read', ...GROUPS.map(([name]) => name), 'ms median', 'ms p90', 'wrong', 'n'], (reader) => {
    const read = readBy(reader, all);
    const times = timesOf(reader, read);
    const rates = GROUPS.map(([, choice]) => rateOf(reader, read.filter(choice)));
    const p90 = times[Math.floor(times.length * 0.9)] as number;
    return [...rates, sayMs(median(times)), sayMs(p90), `${wrongOf(reader, read)}`, `${read.length}`];
  });
  printTable(['% read', ...CONDITIONS], (reader) =>
    CONDITIONS.map((condition) =>
      rateOf(
        reader,
        readBy(reader, all).filter((taken) => taken.condition === condition),
      ),
    ),
  );
  if (set === 'plain') printGoal(all);
}

function printTable(head: readonly string[], lineOf: (reader: Reader) => readonly string[]): void {
  const row = ([first = '', ...rest]: readonly string[]) =>
    `  ${first.padEnd(22)}${rest.map((text, k) => text.padStart(Math.max(3, (head[k + 1] as string).length) + 2)).join('')}`;
  console.log(row(head));
  for (const reader of READERS) console.log(row([reader, ...lineOf(reader)]));
  console.log('');
}

function printGoal(all: readonly Taken[]): void {
  const rate = Number(
    rateOf(
      'ours',
      all.filter(({ code }) => code.version >= 10 && code.version <= 12),
    ),
  );
  printFigure({ what: 'ours, codes of versions 10–12 read', values: [rate], unit: '%', least: GOAL.rate });
  printFigure({ what: 'ours, for each frame', values: timesOf('ours', all), unit: 'ms', goal: GOAL.ms });
  printFigure({ what: 'ours, codes misread', values: [wrongOf('ours', all)], unit: '', goal: 0 });
}

const readBy = (reader: Reader, all: readonly Taken[]): Taken[] => all.filter(({ readings }) => readings[reader]);
const timesOf = (reader: Reader, read: readonly Taken[]): number[] =>
  read.flatMap(({ readings }) => readings[reader]?.ms ?? []).sort((a, b) => a - b);

const isRight = (reader: Reader, { readings, code }: Taken): boolean => readings[reader]?.text === code.text;
const wrongOf = (reader: Reader, read: readonly Taken[]): number =>
  read.filter((taken) => taken.readings[reader]?.text !== undefined && !isRight(reader, taken)).length;

function rateOf(reader: Reader, some: readonly Taken[]): string {
  const right = some.filter((taken) => isRight(reader, taken)).length;
  return ((100 * right) / some.length).toFixed(right === some.length ? 0 : 1);
}

const sayMs = (value: number): string => value.toFixed(1);
