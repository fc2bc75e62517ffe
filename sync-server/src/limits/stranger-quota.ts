/**
 * [SYNC-22] Limits the rows and bytes of keys that nobody enrolled: sent ones by address and minute, stored ones by key, address and
 * day, and reports without a task by address and day. The counts belong to this process and start anew with it.
 */
import { DAY, MINUTE } from '@liangma/shared/kernel/instant';
import type { Deps } from '../deps.ts';
import { buckets } from './bucket.ts';

export interface Amount {
  readonly rows: number;
  readonly bytes: number;
}

export interface SentAmount extends Amount {
  /** Events without a task. Each reaches people, whoever sends it, so they have an allowance of their own. */
  readonly reports: number;
}

export interface StrangerQuota {
  /** Milliseconds until so many bytes of an address may be read; 0 for now. Counts nothing. */
  wait(address: string, bytes: number): number;
  /** Counts sent rows and bytes. Returns the milliseconds to wait if they, or the stored ones, exceed the quota, else 0. */
  admit(address: string, key: string, sent: SentAmount): number;
  keep(address: string, key: string, kept: Amount): void;
}

export function strangerQuota({ limits, ticks }: Pick<Deps, 'limits' | 'ticks'>): StrangerQuota {
  const sentRows = buckets(limits.strangerRowsPerMinute, MINUTE);
  const sentBytes = buckets(limits.strangerBytesPerMinute, MINUTE);
  const keyRows = buckets(limits.strangerKeyRowsPerDay, DAY);
  const keyBytes = buckets(limits.strangerKeyBytesPerDay, DAY);
  const addressRows = buckets(limits.strangerAddressRowsPerDay, DAY);
  const addressBytes = buckets(limits.strangerAddressBytesPerDay, DAY);
  const reportRows = buckets(limits.strangerReportsPerDay, DAY);
  return {
    wait: (address, bytes) => sentBytes.wait(address, bytes, ticks.now()),
    admit(address, key, { rows, bytes, reports }) {
      const now = ticks.now();
      const wait = Math.max(
        sentRows.wait(address, rows, now),
        sentBytes.wait(address, bytes, now),
        keyRows.wait(key, 1, now),
        keyBytes.wait(key, 1, now),
        addressRows.wait(address, 1, now),
        addressBytes.wait(address, 1, now),
        reportRows.wait(address, reports, now),
      );
      if (wait > 0) return wait;
      sentRows.take(address, rows, now);
      sentBytes.take(address, bytes, now);
      reportRows.take(address, reports, now);
      return 0;
    },
    keep(address, key, { rows, bytes }) {
      const now = ticks.now();
      keyRows.take(key, rows, now);
      keyBytes.take(key, bytes, now);
      addressRows.take(address, rows, now);
      addressBytes.take(address, bytes, now);
    },
  };
}
