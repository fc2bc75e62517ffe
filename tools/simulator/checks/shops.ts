/** An enterprise's phone: what it said is accepted with a receipt that holds, or refused with a reason that is kept. */

import { equalBytes, fromBase64Url } from '@liangma/shared/kernel/bytes';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { OutboxRecord } from '../../../web/enterprise/src/outbox/record.ts';
import { storedEvent } from '../../testing/stored-events.ts';
import { isRefusedNow, keySetOf, shopsIn, type World } from '../world/world.ts';
import type { Kept } from './ledger.ts';

export async function checkShops(world: World): Promise<string[]> {
  const found = await Promise.all(
    shopsIn(world).map(async (phone) => {
      const records = phone.disk.rows<OutboxRecord>('liangma-c', 'events') ?? [];
      const byId = new Map(records.map((record) => [record.event.id, record]));
      const mine = [...world.ledger.kept.values()].filter((kept) => kept.phone === phone);
      const wrong = await Promise.all(mine.map(({ id, seq }) => outcomeOf(world, byId.get(id), mine, seq)));
      return wrong.flatMap((words, i) =>
        words ? [`no lost record: ${phone.name} ${mine[i]?.type} ${mine[i]?.seq} ${mine[i]?.id}: ${words}`] : [],
      );
    }),
  );
  return found.flat();
}

async function outcomeOf(
  world: World,
  record: OutboxRecord | undefined,
  all: readonly Kept[],
  seq: number,
): Promise<string | undefined> {
  if (!record) return 'gone from the phone';
  const { sync, envelope, id } = record.document;
  if (sync.state === 'rejected') return undefined;
  if (sync.state !== 'accepted') return `still ${sync.state}`;
  const isRefused = isRefusedNow(world, bytesOf(sync.receipt));
  const receipt = await receiptOpener(keySetOf(world), verifySignature, sha256)(bytesOf(sync.receipt));
  if (!isRefused && !receipt) return 'its receipt does not hold';
  if (receipt && !equalBytes(receipt.hash, await sha256(bytesOf(envelope)))) return 'its receipt does not hold';
  const stored = await world.truth.read((tx) => storedEvent(tx, id));
  if (stored?.state === 'accepted' || (await isLostInRestore(world, all, seq))) return undefined;
  return `accepted here, ${stored?.state ?? 'unknown'} at the server`;
}

/**
 * An enterprise's page asks the server for nothing. That an older copy took the place of the store it learns when it next
 * says something (to-send.ts); until then its last events are with it alone, with their receipts.
 */
async function isLostInRestore({ truth, counts }: World, all: readonly Kept[], seq: number): Promise<boolean> {
  if (!counts.get('restored')) return false;
  const later = all.filter((other) => other.seq > seq);
  const known = await Promise.all(later.map(({ id }) => truth.read((tx) => storedEvent(tx, id))));
  return known.every((event) => event === undefined);
}

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) as Uint8Array;
