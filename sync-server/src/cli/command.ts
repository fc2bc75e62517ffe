/** A command of `liangma`: a file in this folder and a line in `cli.ts`. */
import type { Config } from '../config.ts';
import type { ExitCode } from './exit.ts';

export interface Command {
  /** Lines for the operator: what it does in Chinese, then each form with what it does in English. */
  readonly usage: string;
  /** Errors that `run` throws are told by `failure.ts` and end with `EXIT.failed`. */
  run(args: readonly string[], config: Config): Promise<ExitCode>;
}

/** Tells why nothing was done. */
export function fail(line: string, exitCode: ExitCode): ExitCode {
  console.error(line);
  return exitCode;
}
