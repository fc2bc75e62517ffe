/**
 * [SYNC-18] Looks at each change of a phone's databases by a newer version of the app: what waited was sent before, where
 * there was a network; and whatever lay there lies there afterwards, to the byte, also where the page died in the middle.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EventRow } from '../../../web/app/src/lib/offline/rows.ts';
import type { Page, Phone } from '../browser/phone-and-pages.ts';
import { type Counts, count } from '../faults.ts';
import { WEATHERS } from '../network/weather.ts';
import type { Ledger } from './ledger.ts';

export interface MigrationWatch {
  /** A page begins. */
  opens(page: Page): void;
  migrates(page: Page, database: string, when: 'begins' | 'ends'): void;
  /** Notes that a page died: its migration is undone, or had ended by then. */
  died(page: Page): void;
}

interface Begun {
  readonly database: string;
  readonly before: ReturnType<Phone['disk']['stores']>;
}

interface Watched {
  readonly ledger: Pick<Ledger, 'answered' | 'violate'>;
  readonly now: () => number;
  readonly counts: Counts;
}

export function watchMigrations({ ledger, now, counts }: Watched): MigrationWatch {
  const opened = new WeakMap<Page, { readonly at: number; readonly pending: readonly string[] }>();
  const begun = new WeakMap<Page, Begun>();
  const compare = (page: Page): void => {
    const { database, before } = begun.get(page) as Begun;
    begun.delete(page);
    const after = page.phone.disk.stores(database);
    for (const [store, rows] of before) {
      if (isDeepStrictEqual(rows, after.get(store))) continue;
      ledger.violate(`migration: ${page.phone.name}: ${store} is another after it`);
    }
  };
  return {
    opens: (page) => void opened.set(page, { at: now(), pending: pendingOn(page.phone) }),
    migrates: (page, database, when) => {
      // The drafts have the same schema.
      if (database !== databaseOf(page.phone)) return;
      if (when === 'ends') return compare(page);
      begun.set(page, { database, before: page.phone.disk.stores(database) });
      const { at = 0, pending = [] } = opened.get(page) ?? {};
      const still = new Set(pendingOn(page.phone));
      const unsent = pending.filter((id) => still.has(id) && !ledger.answered.has(id));
      count(counts, 'migrated');
      if (pending.length > 0) count(counts, unsent.length > 0 ? 'migrated-unsent' : 'migrated-sent');
      const { weather, weatherSince } = page.phone;
      const hadNetwork = weather === WEATHERS.good && weatherSince <= at && !page.troubled;
      if (!hadNetwork) return;
      for (const id of unsent) ledger.violate(`migration: ${page.phone.name}: ${id} was not sent before it`);
    },
    died: (page) => {
      if (!begun.has(page)) return;
      count(counts, 'killed-migrating');
      compare(page);
    },
  };
}

const databaseOf = ({ name }: Phone): string => `liangma-${name}`;

const pendingOn = (phone: Phone): string[] =>
  (phone.disk.rows<EventRow>(databaseOf(phone), 'events') ?? []).flatMap(({ id, sync }) =>
    sync.state === 'pending' ? id : [],
  );
