/** An officer's phone: no record is lost, its tasks are the server's, its receipts hold. */

import { isDeepStrictEqual } from 'node:util';
import { equalBytes, fromBase64Url, utf8Decode } from '@liangma/shared/kernel/bytes';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import type { Task } from '@liangma/shared/tasks/task';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { findDevice } from '../../../sync-server/src/ports/directory.ts';
import type { CheckedReceipt, EventRow, ParkedRow } from '../../../web/app/src/lib/offline/rows.ts';
import { storedEvent } from '../../testing/stored-events.ts';
import type { Phone } from '../browser/phone-and-pages.ts';
import { fieldOf } from '../people/actors.ts';
import {
  actorOf,
  deviceOn,
  isRefusedNow,
  keySetOf,
  officersOf,
  tableOf,
  thinksRevoked,
  type World,
} from '../world/world.ts';
import type { Gone, Kept } from './ledger.ts';

export async function checkPhones(world: World): Promise<string[]> {
  const found = await Promise.all(officersOf(world).map((phone) => checkPhone(world, phone)));
  return found.flat();
}

async function checkPhone(world: World, phone: Phone): Promise<string[]> {
  const field = fieldOf(phone);
  if (!field) return [`${phone.name}: the app does not open`];
  const rows = new Map((await field.events()).map((row) => [row.id as string, row]));
  const parked = new Map(tableOf<ParkedRow>(phone, 'parked').map((row) => [row.id, row]));
  const mine = [...world.ledger.kept.values()].filter((kept) => kept.phone === phone);
  const outcomes = await Promise.all(
    mine.map(async (kept) => {
      const row = rows.get(kept.id);
      const wrong =
        kept.gone && !row
          ? await outcomeOfGone(world, kept, kept.gone)
          : await outcomeOf(world, row, parked.get(kept.id));
      return wrong === undefined ? [] : [`no lost record: ${phone.name} ${kept.type} ${kept.seq} ${kept.id}: ${wrong}`];
    }),
  );
  return [...outcomes.flat(), ...((await isOutOfUse(world, phone)) ? [] : await checkTasks(world, phone))];
}

/** [SYNC-9] A revoked device is given nothing any more. */
export async function isOutOfUse({ truth }: World, phone: Phone): Promise<boolean> {
  const id = deviceOn(phone);
  const device = id === undefined ? undefined : await truth.read((tx) => findDevice(tx, id));
  return thinksRevoked(phone) || (device?.revokedAt ?? null) !== null;
}

async function outcomeOf(
  world: World,
  row: EventRow | undefined,
  parked: ParkedRow | undefined,
): Promise<string | undefined> {
  if (!row) return 'gone from the phone';
  switch (row.sync.state) {
    case 'rejected':
      return parked?.code === row.sync.code ? undefined : 'refused, and not parked';
    case 'accepted':
      if (parked) return parked.code === 'receipt-invalid' ? 'parked for its receipt' : 'accepted and parked';
      if (!row.checked) return 'accepted without a checked receipt';
      return outcomeOfReceipt(world, row, row.checked);
    default:
      return `still ${row.sync.state}`;
  }
}

/** The checked receipt is the truth; the event may carry one that did not hold, of somebody else's answer. */
async function outcomeOfReceipt(
  world: World,
  { id, envelope }: EventRow,
  kept: CheckedReceipt,
): Promise<string | undefined> {
  const bytes = bytesOf(kept.signed ?? '');
  // It was checked before its key was known to be in other hands: the event is at the server all the same.
  if (isRefusedNow(world, bytes)) {
    const state = (await world.truth.read((tx) => storedEvent(tx, id)))?.state;
    return state === 'accepted' ? undefined : `accepted here, ${state ?? 'unknown'} at the server`;
  }
  const open = receiptOpener(keySetOf(world), verifySignature, sha256);
  const receipt = await open(bytes);
  if (!receipt) return 'its receipt does not verify';
  if (!equalBytes(receipt.hash, await sha256(bytesOf(envelope)))) return 'its receipt is for something else';
  if (receipt.seq !== kept.seq || receipt.shard !== kept.shard) return 'another receipt than the checked one';
  const stored = await world.truth.read((tx) => storedEvent(tx, id));
  if (stored?.state !== 'accepted') return `accepted here, ${stored?.state ?? 'unknown'} at the server`;
  return stored.receipt && equalBytes(stored.receipt, bytes) ? undefined : 'two receipts';
}

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) as Uint8Array;

/**
 * Each event on a phone whose storage was cleared has reached the server, or its owner heard that some had not. Officers
 * who left a device took along what the server had not accepted, and brought it in.
 */
async function outcomeOfGone(world: World, { id, phone, device }: Kept, gone: Gone): Promise<string | undefined> {
  const stored = await world.truth.read((tx) => storedEvent(tx, id));
  // Both copies may have been destroyed: the server had it, went back to an older copy, and then the phone was cleared.
  if (stored || (world.counts.get('restored') && world.ledger.judged.has(id))) return undefined;
  if (world.ledger.exported.has(id)) {
    // A store from before its device was enrolled knows nobody to whom it belongs.
    const isKnown = await world.truth.read((tx) => findDevice(tx, device));
    return isKnown ? 'in a file that was brought in, and not here' : undefined;
  }
  if (gone === 'left') return 'left behind unsent, and not exported';
  return (world.told.get(phone) ?? 0) > 0 ? undefined : 'evicted unsent, and nobody was told';
}

/** A phone has the tasks that the server has for its officer, and others only while work on them is not settled. */
async function checkTasks(world: World, phone: Phone): Promise<string[]> {
  const officer = actorOf(world, phone).officer ?? '';
  const feed = await world.truth.read((tx) => tx.tasks.feed(officer, {}, 10_000));
  const theirs = feed.filter(({ gone }) => !gone).map(({ json }) => JSON.parse(utf8Decode(json)) as Task);
  const mine = new Map((await fieldOf(phone)?.tasks())?.map((row) => [row.id as string, row]) ?? []);
  const held = new Set(tableOf<{ task: string }>(phone, 'held').map(({ task }) => task));
  const wrong = theirs.flatMap((task) => {
    const row = mine.get(task.id);
    mine.delete(task.id);
    if (!row) return [`${task.id} (${task.state}) is missing`];
    return isDeepStrictEqual(JSON.parse(JSON.stringify(row.data)), task)
      ? []
      : [`${task.id} is ${row.state} ${row.rev}, not ${task.state} ${task.rev}`];
  });
  const extra = [...mine.keys()].filter((id) => !held.has(id)).map((id) => `${id} is there still`);
  return [...wrong, ...extra].map((words) => `convergence: ${phone.name}: task ${words}`);
}
