/** The steps that every kind of sync is measured by, in a page at a quarter of the machine's speed. */
import type { Page } from '@playwright/test';
import type { Push } from '../day.ts';

/** A document as our server sends it; all three carry the same. */
export interface Doc {
  readonly id: string;
}

export interface Pulled {
  /** From the first request until everything is on the device and can be read. */
  readonly ms: number;
  readonly count: number;
  /** Megabytes of the origin's storage, by the browser's own estimate. */
  readonly disk: number;
}

export interface Pushed {
  /** From the network's return until the device knows the fate of each. */
  readonly ms: number;
  /** Microseconds of the server's processor time for each. */
  readonly cpu: number;
}

export interface Side {
  readonly name: string;
  readonly pid: number;
  /** The same for each, before the first round: a process gets faster with use. */
  warm(pushes: readonly Push[]): Promise<void>;
  /** A page of this side's own, fresh. */
  open(page: Page): Promise<void>;
  pull(page: Page): Promise<Pulled>;
  /** The same thousand events each round, by number. */
  push(page: Page, round: number): Promise<Pushed>;
  stop(): Promise<void>;
}

export const EVENTS = 1_000;

/** The events of a push, as rows of a device's database. */
export const rowsIn = ({ body }: Push): Doc[] =>
  (JSON.parse(body.toString()) as { newDocumentState: Doc }[]).map(({ newDocumentState }) => newDocumentState);

export const diskIn = (page: Page): Promise<number> =>
  page.evaluate(async () => ((await navigator.storage.estimate()).usage ?? 0) / 1e6);
