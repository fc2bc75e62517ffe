/** Looked at after every step: a parked event leaves its list only with a receipt that was checked. */
import type { ParkedRow, ReceiptRow } from '../../web/app/src/lib/offline/device-db.ts';
import type { Phone } from './browser/phone.ts';
import { count } from './faults.ts';
import { officersOf, tableOf, type World } from './world.ts';

export function watchPhones(world: World): () => void {
  const seen = new Map<Phone, { readonly parked: ReadonlySet<string>; readonly cleared: number }>();
  return () => {
    for (const phone of officersOf(world)) {
      const before = seen.get(phone);
      const parked = new Set(tableOf<ParkedRow>(phone, 'parked').map(({ id }) => id));
      const receipts = new Set(tableOf<ReceiptRow>(phone, 'receipts').map(({ id }) => id));
      const same = before?.cleared === phone.cleared ? before.parked : new Set<string>();
      for (const id of same) {
        if (parked.has(id) || receipts.has(id) || world.ledger.kept.get(id)?.gone === 'left') continue;
        world.ledger.violate(`parked: ${phone.name} ${id} left the list without a receipt`);
      }
      for (const id of parked) if (!same.has(id)) count(world.counts, 'events parked');
      seen.set(phone, { parked, cleared: phone.cleared });
    }
  };
}
