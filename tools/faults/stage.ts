/** A store with a county in it, on either database, and what is played on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type County, fillCounty } from '@liangma/testing/county';
import { startPostgres } from '@liangma/testing/postgres';
import { type Phones, startPhones } from '@liangma/testing/pushing-devices';
import { type Verdict, verdictOn } from '@liangma/testing/receipt-audit';
import type { Place } from '@liangma/testing/server-process';

export type StoreKind = 'sqlite' | 'postgres';

export interface Played {
  readonly fault: string;
  /** Count of faults that happened. */
  readonly n: number;
  readonly verdict: Verdict;
  /** Requests without an answer, and those answered by an error, each kind with its count. */
  readonly troubles: ReadonlyMap<string, number>;
}

export interface Stage {
  readonly place: Place;
  readonly county: County;
}

const SIZE = { tasks: 24, devices: 8 };

/** `work` ends when all that it wanted to happen has happened, with the phones acknowledged to the last event. */
export async function play(
  fault: string,
  at: (folder: string) => Promise<{ readonly place: Place; readonly end?: () => Promise<void> }>,
  work: (stage: Stage, phones: (origins: () => readonly string[]) => Phones) => Promise<number>,
): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-faults-'));
  const { place, end } = await at(folder);
  try {
    const county = await fillCounty(place.folder, place.databaseUrl, SIZE);
    let phones: Phones | undefined;
    const n = await work({ place, county }, (origins) => {
      phones = startPhones(county, origins);
      return phones;
    });
    if (!phones) throw new Error('nobody sent anything');
    return { fault, n, verdict: await verdictOn(place, county, phones), troubles: phones.troubles };
  } finally {
    await end?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const onSqlite = async (folder: string) => ({ place: { folder: join(folder, 'data') } });

export async function onPostgres(folder: string) {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.database('faults');
  return { place: { folder: join(folder, 'data'), databaseUrl }, end: postgres.stop };
}

export const on = (kind: StoreKind) => (kind === 'sqlite' ? onSqlite : onPostgres);
