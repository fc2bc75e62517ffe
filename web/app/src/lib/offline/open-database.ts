/**
 * Opening the database of an account. Its version tells, before anything is opened, whether the app is older or newer than
 * what lies here; the drafts, which have a database of their own, are opened later and under the same rule: whatever changes
 * them raises this version too (`drafts-db.test.ts`, docs/adr/0013-older-databases.md).
 */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { openingOf } from '@liangma/shared/sync/opening';
import { asItIs } from './as-it-is.ts';
import { type DeviceDb, openDeviceDb } from './device-db.ts';
import { inTime } from './in-time.ts';
import { takeOver } from './older-rows.ts';

export type OpeningStep =
  /** What the version before had not sent goes up. */
  | 'sending'
  /** A page of the version before is still open and does not let go. */
  | 'blocked'
  | 'opening';

/** How long a page of this version keeps a newer one waiting, ms; forms and drafts have less (5 s, 3 s). */
export const LONGEST_HOLD = 10_000;

export interface OpeningPorts {
  readonly online: () => boolean;
  /** Sends what waits, whoever made it. */
  readonly sendFirst: (account: string) => Promise<unknown>;
  readonly told: (step: OpeningStep) => void;
  /**
   * A newer version of the app waits: it calls for everything to be closed, also while this one still opens. The
   * database itself is closed after it, however it ends, and after LONGEST_HOLD if it does not.
   */
  readonly superseded: () => Promise<void>;
  /** The database was deleted beneath the open page. It is closed and stays closed: an empty one would pass for what was lost. */
  readonly cleared: () => void;
}

/** Throws what the storage throws: then everything is as it was. */
export async function openDatabase(account: string, ports: OpeningPorts): Promise<Result<DeviceDb, 'newer-app'>> {
  const db = openDeviceDb(account);
  yieldToNewer(db, ports);
  // Dexie counts in tenths; one more it adds itself where a store was missing.
  const kept = Math.floor(((await asItIs(db.name, ({ version }) => version)) ?? 0) / 10);
  switch (openingOf(kept, db.verno, ports.online())) {
    case 'leave':
      return err('newer-app');
    case 'open':
      await db.open();
      break;
    case 'send-first':
      ports.told('sending');
      // A network that leads nowhere is none.
      await ports.sendFirst(account).catch(() => undefined);
      await migrate(db, ports);
      break;
    case 'carry':
      await migrate(db, ports);
  }
  await takeOver(db, account);
  // The browser clears the data of the site: nobody is asked before. No other end of a connection tells it this event.
  db.backendDB().addEventListener('close', () => leave(db, ports));
  return ok(db);
}

/** While it is held by a page of the version before, everything else of that account is too. */
async function migrate(db: DeviceDb, { told }: OpeningPorts): Promise<void> {
  told('opening');
  db.on('blocked', () => told('blocked'));
  await db.open();
  told('opening');
}

function yieldToNewer(db: DeviceDb, ports: OpeningPorts): void {
  db.on('versionchange', ({ newVersion }) => {
    if (newVersion === null) {
      leave(db, ports);
      return false;
    }
    void inTime(ports.superseded(), LONGEST_HOLD)
      .catch(console.error)
      .finally(() => db.close());
    return false;
  });
}

/** Dexie's own answer would open an empty database with the next query. */
function leave(db: DeviceDb, { cleared }: OpeningPorts): void {
  db.close({ disableAutoOpen: true });
  cleared();
}
