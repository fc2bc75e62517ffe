/** Options of `npm run simulate`. */
import { parseArgs } from 'node:util';
import type { StoreKind } from './stage.ts';

export const USAGE = `npm run simulate -- [--seeds 1..20] [--devices 3] [--replicas 1] [--hours 1] [--store sqlite|postgres]
  --kept          the kept scripts first; with --mutants only those of the gate
  --rare          first the script that meets every rare fault
  --script        prints what will happen to a seed
  --verbose       prints what did happen
  --shrink        of a failing seed, what it fails by
  --mutants       switches off one safeguard after another; --mutant WORDS those whose name has these words
  --report FILE   how many passed and failed, as JSON`;

const FLAG = { type: 'boolean', default: false } as const;

export type SimulateOptions = ReturnType<typeof parsed>;

/** The error is for the one who typed it. */
export function readOptions(args: readonly string[]): SimulateOptions | string {
  try {
    return parsed(args);
  } catch (error) {
    return (error as Error).message;
  }
}

function parsed(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1..20' },
      devices: { type: 'string', default: '3' },
      replicas: { type: 'string' },
      hours: { type: 'string', default: '1' },
      store: { type: 'string', default: 'sqlite' },
      report: { type: 'string' },
      kept: FLAG,
      rare: FLAG,
      script: FLAG,
      verbose: FLAG,
      shrink: FLAG,
      mutants: FLAG,
      mutant: { type: 'string' },
    },
  });
  const kind = storeKind(values.store);
  const replicas = values.replicas ?? (kind === 'postgres' ? '2' : '1');
  const hours = Number(values.hours);
  if (!(hours > 0 && hours <= 1000)) throw new Error(`--hours is more than 0 and at most 1000, not ${values.hours}`);
  return {
    ...values,
    kind,
    hours,
    seeds: seedsIn(values.seeds),
    devices: whole('devices', values.devices),
    replicas: whole('replicas', replicas),
  };
}

function storeKind(name: string): StoreKind {
  if (name !== 'sqlite' && name !== 'postgres') throw new Error(`--store is sqlite or postgres, not ${name}`);
  return name;
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} is a whole number from 1, not ${text}`);
  return number;
}

/** `7` or `1..20`. */
function seedsIn(text: string): readonly number[] {
  const ends = /^(\d+)(?:\.\.(\d+))?$/.exec(text);
  const first = Number(ends?.[1]);
  const last = Number(ends?.[2] ?? first);
  if (!(last >= first)) throw new Error(`--seeds is 7 or 1..20, not ${text}`);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
