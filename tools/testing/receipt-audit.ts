/** Compares every receipt with the store: no event is lost or stored twice, and each chain is whole. */

import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { nodeSignatures } from '../../sync-server/src/adapters/crypto/signatures.ts';
import { openPostgresStore, openSqliteStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import type { StoredEvent } from '../../sync-server/src/events/repository.ts';
import { findDevice } from '../../sync-server/src/ports/directory.ts';
import type { Store } from '../../sync-server/src/ports/store.ts';
import type { County } from './county.ts';
import type { Acknowledged, Phones } from './pushing-devices.ts';
import type { Place } from './server-process.ts';
import { storedEventsOf } from './stored-events.ts';

export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged, and not in the store with this receipt. */
  readonly lost: number;
  /** Under a number or id that another event has, or under a feed's number that another has. */
  readonly twice: number;
  /** Chains with a hole, a link that does not hold, or an end that the device does not stand at. */
  readonly broken: number;
  /** The faults in words for people. */
  readonly words: readonly string[];
}

const _MOST = 1_000_000;

export async function verdictOn(place: Place, county: County, phones: Phones): Promise<Verdict> {
  const { folder, databaseUrl } = place;
  const store = databaseUrl ? await openPostgresStore(databaseUrl, '') : await openSqliteStore(folder, '');
  try {
    const events = (
      await Promise.all(county.devices.map(({ id }) => store.read((tx) => storedEventsOf(tx, id))))
    ).flat();
    const lost = await lostOf(phones.acknowledged, events, county.keys);
    const places = events.map(({ shard, seq }) => `${shard} ${seq}`);
    const numbers = events.map(({ device, deviceSeq }) => `${device} ${deviceSeq}`);
    const twice = [...repeated(places), ...repeated(numbers)];
    const broken = (await Promise.all(county.devices.map(({ id }) => brokenIn(store, id, events)))).flat();
    const words = [...lost, ...twice.map((at) => `twice: ${at}`), ...broken];
    return {
      acknowledged: phones.acknowledged.length,
      lost: lost.length,
      twice: twice.length,
      broken: broken.length,
      words,
    };
  } finally {
    await store.close();
  }
}

async function lostOf(
  acknowledged: readonly Acknowledged[],
  events: readonly StoredEvent[],
  { keys }: County['keys'],
): Promise<string[]> {
  const set: KeySet = { issuedAt: 0, staleAt: Number.MAX_SAFE_INTEGER, keys };
  const kept = new Map(events.map((event) => [event.id, event]));
  const { verify, sha256 } = nodeSignatures();
  const open = receiptOpener(set, verify, sha256);
  const words = await Promise.all(
    acknowledged.map(async ({ id, seq, device, receipt }) => {
      const event = kept.get(id);
      const isSame = event?.receipt && toBase64Url(event.receipt) === receipt && event.state === 'accepted';
      const opened = isSame ? await open(event.receipt as Uint8Array) : undefined;
      return opened && toHex(opened.hash) === event?.hash ? [] : [`lost: ${device.slice(0, 8)} ${seq} ${id}`];
    }),
  );
  return words.flat();
}

const repeated = (all: readonly string[]): string[] => {
  const seen = new Set<string>();
  return all.filter((one) => {
    if (seen.has(one)) return true;
    seen.add(one);
    return false;
  });
};

async function brokenIn(store: Store, device: string, all: readonly StoredEvent[]): Promise<string[]> {
  const known = await store.read((tx) => findDevice(tx, device));
  const chain = all.filter((event) => event.device === device).sort((a, b) => a.deviceSeq - b.deviceSeq);
  const name = device.slice(0, 8);
  let last = '';
  for (const [i, event] of chain.entries()) {
    const opened = await openEvent(event.envelope, known?.publicKey ?? new Uint8Array(0), nodeSignatures().verify);
    const prev = opened.ok ? (opened.value as { prev: string }).prev : undefined;
    if (event.deviceSeq !== i + 1 || event.state !== 'accepted' || prev !== last)
      return [`broken: ${name} at ${i + 1}`];
    last = event.hash;
  }
  const isWhole = known?.lastSeq === chain.length && known.lastHash === last;
  return isWhole ? [] : [`broken: ${name} stands at ${known?.lastSeq}, its chain has ${chain.length}`];
}
