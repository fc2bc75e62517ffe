/** Estimates the time of steps, and the time left. The last run of a step on this machine counts first. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../checks/sources.ts';

const FILE = join(ROOT, 'node_modules', '.cache', 'liangma-durations.json');

export interface Timed {
  readonly name: string;
  /** Typical, on two quiet cores with the others beside it. */
  readonly seconds: number;
}

export class Pace {
  readonly #kept: Record<string, number> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

  secondsOf({ name, seconds }: Timed): number {
    return this.#kept[name] ?? seconds;
  }

  keep({ name }: Timed, seconds: number): void {
    this.#kept[name] = Math.round(seconds * 10) / 10;
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, JSON.stringify(this.#kept));
  }
}

/** Returns the seconds left of work that is `share` done after `elapsed` seconds, and was expected to take `expected`. */
export function leftOf(expected: number, elapsed: number, share: number): number {
  if (share >= 0.1) return (elapsed / share) * (1 - share);
  return Math.max(expected - elapsed, expected * 0.05);
}

/** Returns the seconds left of running and waiting work, if each place takes the next waiting as soon as it is free. */
export function leftOfAll(running: readonly number[], waiting: readonly number[], places: number): number {
  const free = [...running, ...Array.from({ length: Math.max(0, places - running.length) }, () => 0)];
  for (const seconds of waiting) {
    const first = free.indexOf(Math.min(...free));
    free[first] = (free[first] as number) + seconds;
  }
  return Math.max(0, ...free);
}

/** `3 min 20 s`, in steps of ten seconds. */
export function sayTime(seconds: number): string {
  const rounded = Math.max(10, Math.round(seconds / 10) * 10);
  const minutes = Math.floor(rounded / 60);
  return minutes === 0 ? `${rounded} s` : `${minutes} min ${rounded % 60} s`;
}
