/** Pull: projections come down, page by page, after the client's checkpoint. */

import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { ChainEnd } from '@liangma/shared/protocol/chain-end';
import { advance } from '@liangma/shared/protocol/checkpoint';
import type { Checkpoint, EventDocument, PullReply } from '@liangma/shared/protocol/documents';
import { syncFor } from '@liangma/shared/protocol/older-clients';
import type { Deps } from '../deps.ts';
import { countWaiting } from '../ports/chain.ts';
import { findDevice } from '../ports/directory.ts';
import type { Reads } from '../ports/store.ts';
import type { StoredEvent } from './repository.ts';
import { syncOf } from './sync-state.ts';

export async function pullEvents(
  deps: Deps,
  device: string,
  after: Checkpoint,
  limit: number,
  version?: number,
): Promise<PullReply<EventDocument>> {
  const { rows, chain } = await deps.store.read(async (tx) => {
    const found = await feedOf(tx, device, after, limit);
    // Read after the page: the chain's end may be beyond the page, but never behind it (SYNC-20).
    return { rows: found, chain: found.length < limit ? await chainEnd(tx, device) : undefined };
  });
  return {
    ...(chain ? { chain } : {}),
    documents: rows.map((row) => eventDocument(deps, row, version)),
    checkpoint: advance(after, rows),
    epoch: deps.store.epoch,
  };
}

/** Events of a device beyond the checkpoint, shard after shard. */
async function feedOf(
  tx: Reads<'devices' | 'events' | 'places'>,
  id: string,
  after: Checkpoint,
  limit: number,
): Promise<StoredEvent[]> {
  const { shards = [] } = (await findDevice(tx, id)) ?? {};
  const found: StoredEvent[] = [];
  for (const shard of [...shards].sort()) {
    if (found.length === limit) break;
    found.push(...(await tx.events.feed(shard, id, after[shard] ?? 0, limit - found.length)));
  }
  return found;
}

async function chainEnd(tx: Reads<'devices' | 'events' | 'places'>, id: string): Promise<ChainEnd> {
  const device = await findDevice(tx, id);
  return { judged: device?.lastSeq ?? 0, waiting: device ? await countWaiting(tx, device) : 0 };
}

function eventDocument({ protocol }: Deps, event: StoredEvent, version: number | undefined): EventDocument {
  const { id, device, deviceSeq: seq, type, at } = event;
  const of = event.region === '' ? { task: event.task } : { region: event.region };
  const sync = syncFor(version, syncOf(event), protocol);
  const envelope = toBase64Url(event.envelope);
  return { id, device, seq, type, ...of, at, envelope, sync, _deleted: false } as EventDocument;
}
