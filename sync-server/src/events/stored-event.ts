/** [SYNC-21] A kept event as evidence: its signature holds, or that of a later one of its chain that vouches for it. */

import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { MAX_ENVELOPES } from '@liangma/shared/protocol/handover';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { chainOf, conflictingOf } from '../ports/chain.ts';
import { findDevice } from '../ports/directory.ts';
import type { Reads } from '../ports/store.ts';
import type { ChainLink, StoredEvent } from './repository.ts';

/** @throws where neither holds: the store was changed by other hands. */
export async function openStoredEvent(
  deps: Deps,
  tx: Reads<'devices' | 'events' | 'places'>,
  stored: StoredEvent,
): Promise<LiangmaEvent> {
  const device = await findDevice(tx, stored.device);
  const holds = async ({ envelope }: ChainLink): Promise<boolean> => {
    const read = readEnvelope(envelope);
    return device !== undefined && read.ok && read.value.holds(device.publicKey, deps.signatures.verify);
  };
  const held = (await holds(stored)) || (device && (await holdsAny(await vouchingFor(tx, device, stored), holds)));
  const read = readEnvelope(stored.envelope);
  if (!held || !read.ok) throw new Error(`kept event ${stored.id} does not verify`);
  return v.parse(eventSchema, read.value.event);
}

/** From the last on: it vouches for the most. */
async function holdsAny(links: readonly ChainLink[], holds: (link: ChainLink) => Promise<boolean>): Promise<boolean> {
  for (const link of links.toReversed()) if (await holds(link)) return true;
  return false;
}

/**
 * Returns the links of the chain after an event, in chain order, at most as many as a push or a file can hold. Includes
 * events refused for their id (SYNC-2). Of several events under the same number, it returns those that name a link
 * before.
 */
async function vouchingFor(
  tx: Reads<'events'>,
  device: Device,
  { deviceSeq, hash }: StoredEvent,
): Promise<ChainLink[]> {
  const later = { from: deviceSeq + 1, to: deviceSeq + MAX_ENVELOPES };
  const links = [...(await chainOf(tx, device, later)), ...(await conflictingOf(tx, device, later))];
  const reached = new Map<unknown, number>([[hash, deviceSeq]]);
  return links
    .sort((a, b) => a.deviceSeq - b.deviceSeq)
    .filter((link) => {
      const follows = reached.get(prevIn(link)) === link.deviceSeq - 1;
      if (follows) reached.set(link.hash, link.deviceSeq);
      return follows;
    });
}

function prevIn({ envelope }: ChainLink): unknown {
  const read = readEnvelope(envelope);
  return read.ok ? read.value.event.prev : undefined;
}
