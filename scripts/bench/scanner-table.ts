/** What was read, as tables: a line for each reader. */
import { median } from './figures.ts';
import type { Code } from './scanner-codes.ts';
import { READERS, type Reader, type Reading } from './scanner-readers.ts';
import { CONDITIONS, type Condition, type SetName, type Shot } from './scanner-shots.ts';

export interface Taken {
  readonly condition: Condition;
  readonly code: Code;
  readonly shot: Shot;
  readonly readings: Record<Reader, Reading>;
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
/** Of our scanner: at v10–12, ms in the middle, and what no scanner may do. */
const GOAL = { rate: 95, ms: 10 };

export function printReadings(set: SetName, all: readonly Taken[]): void {
  const sides = all.map(({ shot, code }) => (shot.fill * Math.min(shot.width, shot.height)) / code.matrix.length);
  console.log(
    `reading a code, ${set} set: n=${all.length} frames, ${sayMs(Math.min(...sides))}–${sayMs(Math.max(...sides))} px a module`,
  );
  printTable(['% read', ...GROUPS.map(([name]) => name), 'ms median', 'ms p90', 'wrong'], (reader) => {
    const times = all.map((taken) => taken.readings[reader].ms).sort((a, b) => a - b);
    const rates = GROUPS.map(([, choice]) => rateOf(reader, all.filter(choice)));
    const p90 = times[Math.floor(times.length * 0.9)] as number;
    return [...rates, sayMs(median(times)), sayMs(p90), `${all.filter((taken) => isWrong(reader, taken)).length}`];
  });
  printTable(['% read', ...CONDITIONS], (reader) =>
    CONDITIONS.map((condition) =>
      rateOf(
        reader,
        all.filter((taken) => taken.condition === condition),
      ),
    ),
  );
  if (set === 'plain') printGoal(all);
}

function printTable(head: readonly string[], lineOf: (reader: Reader) => readonly string[]): void {
  const row = ([first = '', ...rest]: readonly string[]) =>
    `  ${first.padEnd(22)}${rest.map((text, k) => text.padStart((head[k + 1] as string).length + 2)).join('')}`;
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
  const ms = median(all.map(({ readings }) => readings.ours.ms));
  const wrong = all.filter((taken) => isWrong('ours', taken)).length;
  const say = (what: string, isMet: boolean) => `${what} ${isMet ? '✓' : 'MISSED'}`;
  console.log(
    `  ours: ${say(`v10–12 ≥ ${GOAL.rate} %`, rate >= GOAL.rate)}, ${say(`median ≤ ${GOAL.ms} ms`, ms <= GOAL.ms)}, ${say('none wrong', wrong === 0)}\n`,
  );
}

const isRight = (reader: Reader, { readings, code }: Taken): boolean => readings[reader].text === code.text;
const isWrong = (reader: Reader, taken: Taken): boolean =>
  taken.readings[reader].text !== undefined && !isRight(reader, taken);

function rateOf(reader: Reader, some: readonly Taken[]): string {
  const right = some.filter((taken) => isRight(reader, taken)).length;
  return ((100 * right) / some.length).toFixed(right === some.length ? 0 : 1);
}

const sayMs = (value: number): string => value.toFixed(1);
