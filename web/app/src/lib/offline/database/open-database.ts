/**
 * Opening the database of an account. Its version tells, before anything is opened, whether the app is older or newer
 * than the databases on this device. The drafts have a database of their own, which is opened later under the same
 * rule: a change of the drafts raises this version too (`drafts-db.test.ts`, docs/adr/0013-older-databases.md).
 */

import { openingOf } from '@liangma/shared/devices/opening';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { bestEffort } from '@liangma/web-common/best-effort';
import { withTimeout } from '../lanes/with-timeout.ts';
import { type DeviceDb, openDeviceDb, SCHEMA } from './device-db.ts';
import { withRawDb } from './raw-db.ts';

export type OpeningStep =
  /** Pending events of the version before are sent. */
  | 'sending'
  /** A page of the version before is still open and does not close the database. */
  | 'blocked'
  | 'opening';

/** Longest time a page of this version keeps a newer one waiting, ms; forms and drafts have less (5 s, 3 s). */
export const LONGEST_HOLD = 10_000;

export interface OpeningPorts {
  readonly online: () => boolean;
  /** Sends the pending events of the account. */
  readonly sendFirst: (account: string) => Promise<unknown>;
  readonly onStep: (step: OpeningStep) => void;
  /**
   * A newer version of the app waits: the page has to close everything, even while it still opens. The database itself
   * is closed when this settles, and after LONGEST_HOLD at the latest.
   */
  readonly superseded: () => Promise<void>;
  /** The database was deleted beneath the open page. It stays closed: an empty one would pass for what was lost. */
  readonly cleared: () => void;
}

/** Throws what the storage throws: then everything is as it was. */
export async function openDatabase(
  account: string,
  ports: OpeningPorts,
  schema = SCHEMA,
): Promise<Result<DeviceDb, 'newer-app'>> {
  const db = openDeviceDb(account, schema);
  yieldToNewer(db, ports);
  // Dexie multiplies its versions by ten; it adds one by itself if a store was missing.
  const kept = Math.floor(((await withRawDb(db.name, ({ version }) => version)) ?? 0) / 10);
  switch (openingOf(kept, db.verno, ports.online())) {
    case 'leave':
      return err('newer-app');
    case 'open':
      await db.open();
      break;
    case 'send-first':
      ports.onStep('sending');
      await bestEffort(ports.sendFirst(account), 'a network that leads nowhere counts as none');
      await migrate(db, ports);
      break;
    case 'carry':
      await migrate(db, ports);
  }
  // The browser clears the data of the site without asking. IndexedDB raises this event in that case only.
  db.backendDB().addEventListener('close', () => leave(db, ports));
  return ok(db);
}

/**
 * Waits for a page of the version before that holds the database; that page holds everything else of the account too.
 */
async function migrate(db: DeviceDb, { onStep }: OpeningPorts): Promise<void> {
  onStep('opening');
  db.on('blocked', () => onStep('blocked'));
  await db.open();
  onStep('opening');
}

function yieldToNewer(db: DeviceDb, ports: OpeningPorts): void {
  db.on('versionchange', ({ newVersion }) => {
    if (newVersion === null) {
      leave(db, ports);
      return false;
    }
    void withTimeout(ports.superseded(), LONGEST_HOLD)
      .catch(console.error)
      .finally(() => db.close());
    return false;
  });
}

/** By default Dexie would open an empty database with the next query. */
function leave(db: DeviceDb, { cleared }: OpeningPorts): void {
  db.close({ disableAutoOpen: true });
  cleared();
}
