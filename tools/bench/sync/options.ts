/** `npm run bench sync [-- server device streams growth peers] [--n 5]` */
import { parseArgs } from 'node:util';

export const PARTS = ['server', 'device', 'streams', 'growth', 'peers'] as const;
export type Part = (typeof PARTS)[number];

export interface SyncOptions {
  readonly parts: readonly Part[];
  /** Rounds of each side; they take turns. */
  readonly n: number;
}

/** The error is for the one who typed it. */
export function readOptions(args: readonly string[]): SyncOptions | string {
  try {
    return parsed(args);
  } catch (error) {
    return (error as Error).message;
  }
}

function parsed(args: readonly string[]): SyncOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { n: { type: 'string', default: '5' } },
  });
  const n = Number(values.n);
  const unknown = positionals.filter((name) => !isPart(name));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}; there are ${PARTS.join(', ')}`);
  if (!Number.isInteger(n) || n < 1) throw new Error(`--n is a whole number from 1, not ${values.n}`);
  return { parts: positionals.length === 0 ? PARTS : PARTS.filter((name) => positionals.includes(name)), n };
}

const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);
