/** Looked at after every step: a parked event leaves its list only with a receipt that was checked. */
import type { ParkedRow, ReceiptRow } from '../../web/app/src/lib/offline/device-db.ts';
import type { Phone } from './browser/phone.ts';
import { tableOf } from './checks/phones.ts';
import { count } from './faults.ts';
import { officersOf, type World } from './world.ts';

export function watchPhones(world: World): () => void {
  const seen = new Map<Phone, Set<string>>();
  return () => {
    for (const phone of officersOf(world)) {
      const before = seen.get(phone) ?? new Set();
      const now = new Set(tableOf<ParkedRow>(phone, 'parked').map(({ id }) => id));
      const receipts = new Set(tableOf<ReceiptRow>(phone, 'receipts').map(({ id }) => id));
      for (const id of before) {
        if (now.has(id) || world.ledger.kept.get(id)?.evicted) continue;
        if (!receipts.has(id)) world.ledger.violate(`parked: ${phone.name} ${id} left the list without a receipt`);
      }
      for (const id of now) if (!before.has(id)) count(world.counts, 'events parked');
      seen.set(phone, now);
    }
  };
}
