/** [SYNC-3] At the server each device's events were judged one after another, none left out, and none waits for nothing. */

import { toHex } from '@liangma/shared/kernel/bytes';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { StoredEvent } from '../../../sync-server/src/events/repository.ts';
import { findDevice } from '../../../sync-server/src/ports/directory.ts';
import { storedEventsOf } from '../../testing/stored-events.ts';
import { isRefusedNow, keySetOf, type World } from '../world/world.ts';

export async function checkChains(world: World): Promise<string[]> {
  const devices = new Set([...world.ledger.kept.values()].map(({ device }) => device));
  const found = await Promise.all(
    [...devices].map(async (device) => {
      const events = await world.truth.read((tx) => storedEventsOf(tx, device));
      const known = await world.truth.read((tx) => findDevice(tx, device));
      const aside = await Promise.all(
        events.map(({ shard, id }) => world.truth.read((tx) => tx.quarantine.byEvent(shard, id))),
      );
      const inOrder = events.filter((_, i) => !aside[i]);
      const wrong = [
        ...(known?.officer ? holesIn(events, known.lastSeq) : waitingForNothing(events, known?.lastSeq ?? 0)),
        ...orderIn(inOrder.filter(({ state }) => state !== 'waiting')),
        ...(await Promise.all(events.map(oddity(world)))).flat(),
      ];
      return wrong.map((words) => `chains: ${device.slice(0, 8)}: ${words}`);
    }),
  );
  return found.flat();
}

/** [SYNC-22] For officers' devices alone: nothing that is refused is kept of an enterprise's phone. */
function holesIn(events: readonly StoredEvent[], lastSeq: number): string[] {
  const judged = events.filter(({ state }) => state !== 'waiting');
  const numbers = judged.map(({ deviceSeq }) => deviceSeq).sort((a, b) => a - b);
  const holes = numbers
    .flatMap((n, i) => (n === i + 1 ? [] : [`${i + 1} is missing of ${numbers.join(' ')}`]))
    .slice(0, 1);
  const last = numbers.length === lastSeq ? [] : [`${numbers.length} were judged, the last is said to be ${lastSeq}`];
  const broken = judged.filter(({ alerts }) => alerts.includes('chain-broken'));
  return [
    ...holes,
    ...last,
    ...waitingForNothing(events, lastSeq),
    ...broken.map(({ deviceSeq }) => `${deviceSeq} does not follow the one before`),
  ];
}

const waitingForNothing = (events: readonly StoredEvent[], lastSeq: number): string[] =>
  events
    .filter(({ state, deviceSeq }) => state === 'waiting' && deviceSeq <= lastSeq + 1)
    .map(({ deviceSeq }) => `${deviceSeq} waits for nothing`);

/** Within a shard, the server's numbers rise with the device's, but for what supervisors let out of quarantine later. */
function orderIn(judged: readonly StoredEvent[]): string[] {
  const ordered = [...judged].sort((a, b) => a.deviceSeq - b.deviceSeq);
  return ordered.flatMap((event, i) => {
    const before = ordered.slice(0, i).find(({ shard, seq }) => shard === event.shard && seq > event.seq);
    return before ? [`${event.deviceSeq} was judged before ${before.deviceSeq}`] : [];
  });
}

/** Compares a stored event with the signed one and with its receipt. */
const oddity =
  (world: World) =>
  async ({ envelope, hash, receipt, shard, seq, state, deviceSeq, receivedAt }: StoredEvent): Promise<string[]> => {
    if (toHex(await sha256(envelope)) !== hash) return [`the hash of ${deviceSeq} is wrong`];
    if (state !== 'accepted') return [];
    if (receipt && isRefusedNow(world, receipt)) return [];
    const opened = receipt && (await receiptOpener(keySetOf(world), verifySignature, sha256)(receipt));
    if (!opened) return [`the receipt of ${deviceSeq} does not verify`];
    const same = toHex(opened.hash) === hash && opened.shard === shard && opened.seq === seq;
    // At another moment, by the clock of the server that renewed it.
    const isRenewed = world.compromised.size > 0;
    return same && (isRenewed || opened.receivedAt === receivedAt)
      ? []
      : [`the receipt of ${deviceSeq} says something else`];
  };
