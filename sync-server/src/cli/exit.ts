/**
 * Exit codes of `liangma`. Only the verdict of `code verify` gives 1 or 2, so that a script never takes a wrong flag or a
 * damaged file for a verdict. 64 and 70 are those of sysexits.h.
 */
export const EXIT = {
  done: 0,
  genuine: 0,
  refuse: 1,
  unsure: 2,
  /** Wrong arguments or environment; for `code …` also every other reason why there is no verdict. */
  usage: 64,
  /** The command was understood and could not be done. */
  failed: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
