/**
 * Opening the databases of an account. The version of the device's own database stands for all of them: whatever changes
 * a collection raises it too (`local.test.ts`). So it tells before anything is opened whether the app is older or newer
 * than what lies here, and no page opens a collection while another version of the app holds that database (docs/adr/0013-older-databases.md).
 */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { openingOf } from '@liangma/shared/sync/opening';
import { asItIs } from './as-it-is.ts';
import { type DeviceDb, openDeviceDb } from './device-db.ts';
import { type Local, openLocal } from './local.ts';

export type OpeningStep =
  /** What the version before had not sent goes up. */
  | 'sending'
  /** A page of the version before is still open and does not let go. */
  | 'blocked'
  | 'opening';

export interface Databases {
  readonly db: DeviceDb;
  readonly local: Local;
}

export interface OpeningPorts {
  readonly online: () => boolean;
  /** Sends what waits, whoever made it. */
  readonly sendFirst: (account: string) => Promise<unknown>;
  readonly told: (step: OpeningStep) => void;
  /** A newer version of the app waits: it calls for everything to be closed, also while this one still opens. */
  readonly superseded: () => void;
}

/** Throws what the storage throws: then everything is as it was. */
export async function openDatabases(account: string, ports: OpeningPorts): Promise<Result<Databases, 'newer-app'>> {
  const db = openDeviceDb(account);
  yieldToNewer(db, ports.superseded);
  // Dexie counts in tenths; one more it adds itself where a store was missing.
  const kept = Math.floor(((await asItIs(db.name, ({ version }) => version)) ?? 0) / 10);
  switch (openingOf(kept, db.verno, ports.online())) {
    case 'leave':
      return err('newer-app');
    case 'open': {
      const [local] = await Promise.all([openLocal(account), db.open()]);
      return ok({ db, local });
    }
    case 'send-first':
      ports.told('sending');
      // A network that leads nowhere is none.
      await ports.sendFirst(account).catch(() => undefined);
      return migrate(db, account, ports);
    case 'carry':
      return migrate(db, account, ports);
  }
}

/** The device's own database first: while it is held by a page of the version before, its collections are too. */
async function migrate(db: DeviceDb, account: string, { told }: OpeningPorts): Promise<Result<Databases, never>> {
  told('opening');
  db.on('blocked', () => told('blocked'));
  await db.open();
  told('opening');
  return ok({ db, local: await openLocal(account) });
}

function yieldToNewer(db: DeviceDb, superseded: () => void): void {
  db.on('versionchange', ({ newVersion }) => {
    // It is deleted: Dexie's own answer, to close it at once, is right.
    if (newVersion === null) return undefined;
    superseded();
    return false;
  });
}
