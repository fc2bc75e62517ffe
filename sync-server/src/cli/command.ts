/** A command of `liangma`: a file in this folder, its words in `usage.ts` and a line in `cli.ts`. */
import type { Config } from '../config.ts';

/** Exit code: 0 done, 1 failed, 2 used wrongly. What it throws is told by `failure.ts` and exits with 1. */
export type Command = (args: readonly string[], config: Config) => Promise<number>;

/** Tells why nothing was done. */
export function fail(line: string, exitCode: 1 | 2): number {
  console.error(line);
  return exitCode;
}
