/** Photos of a record: taking their bytes in parts, giving a receipt for the whole, and finding who may see them. */

import type { Actor } from '@liangma/shared/access/authorise';
import { assert } from '@liangma/shared/kernel/assert';
import { fromHex } from '@liangma/shared/kernel/bytes';
import { DAY, type Instant } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Photo, startsAs } from '@liangma/shared/photos/photo';
import { signPhotoReceipt } from '@liangma/shared/photos/photo-receipt';
import { photosOf } from '@liangma/shared/tasks/photos';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { isPhotoBelieved } from '../events/receipts.ts';
import { auditEntry } from '../ports/audit.ts';
import { findDevice, findTask } from '../ports/directory.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';
import type { Part } from './blobs.ts';

/** A part to which nothing comes for this long is thrown away; the device begins again. */
const PART_DAYS = 7;

/** A photo with the shard of its task. */
export type TaskPhoto = Photo & { readonly shard: string };

export interface Upload {
  readonly offset: number;
  /** Expiry of an incomplete upload. */
  readonly expiresAt?: Instant;
  /** Receipt of a complete photo. */
  readonly receipt?: Uint8Array;
}

/** The task, and whoever may see and send its photos as an officer: those it names, and who signed its record. */
export async function photoTask(deps: Deps, id: string): Promise<{ task: Task; officers: string[] } | undefined> {
  return deps.store.read(async (tx) => {
    const task = await findTask(tx, id);
    if (!task) return undefined;
    const named = task.officers.map((officer): string => officer.id);
    return { task, officers: [...named, ...(await signersOf(tx, task))] };
  });
}

/** A task can have been given to others after its record was made. */
async function signersOf(tx: Reads<'devices' | 'events' | 'places'>, task: Task): Promise<string[]> {
  if (photosOf(task).length === 0) return [];
  const records = (await tx.events.accepted(shardOf(task.enterprise.region), task.id)).filter(
    ({ type }) => type === 'record-submitted',
  );
  const devices = await Promise.all(records.map(({ device }) => findDevice(tx, device)));
  return devices.flatMap((device) => device?.officer ?? []);
}

/** Tells for each photo of the task's record if the server holds it. */
export const photosHere = (deps: Deps, task: Task): Promise<{ hash: string; received: boolean }[]> =>
  Promise.all(photosOf(task).map(async ({ hash }) => ({ hash, received: await deps.blobs.has(hash) })));

/** Undefined for one that was not begun, or whose part was thrown away. */
export async function uploadOf(deps: Deps, actor: Actor, photo: TaskPhoto): Promise<Upload | undefined> {
  if (await deps.blobs.has(photo.hash)) return whole(deps, actor, photo);
  const part = await deps.blobs.part(photo.hash);
  if (!part) return undefined;
  const expiresAt = expiryOf(part);
  if (expiresAt > deps.clock.now()) return { offset: part.size, expiresAt };
  await deps.blobs.dropPart(photo.hash);
  return undefined;
}

/** The same bytes again, from whomever and for whichever task, are there already. */
export async function beginUpload(deps: Deps, actor: Actor, photo: TaskPhoto): Promise<Upload> {
  const known = await uploadOf(deps, actor, photo);
  if (known) return known;
  await deps.blobs.begin(photo.hash);
  const begun = await uploadOf(deps, actor, photo);
  assert(begun, 'a part that was begun is there');
  return begun;
}

export type AppendError = 'not-found' | 'offset' | 'too-large' | 'hash-mismatch' | 'not-a-photo';

export async function appendToUpload(
  deps: Deps,
  actor: Actor,
  photo: TaskPhoto,
  offset: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<Upload, AppendError>> {
  const known = await uploadOf(deps, actor, photo);
  if (!known) return err('not-found');
  if (known.receipt) return known.offset === offset ? ok(known) : err('offset');
  const written = await deps.blobs.append(photo.hash, { offset, end: photo.size }, bytes);
  if (!written.ok) return written;
  if (written.value < photo.size) return ok({ offset: written.value, expiresAt: deps.clock.now() + PART_DAYS * DAY });
  const finished = await deps.blobs.finish(photo.hash, (head) => startsAs(photo.type, head));
  return finished.ok ? ok(await whole(deps, actor, photo)) : finished;
}

/** Called now and then. */
export const sweepParts = (deps: Deps): Promise<number> => deps.blobs.sweep(deps.clock.now() - PART_DAYS * DAY);

const expiryOf = ({ touchedAt }: Part): Instant => touchedAt + PART_DAYS * DAY;

/**
 * The receipt that was given before while that is believed, or a new one: also for bytes that an older copy of the
 * store knows nothing of.
 */
async function whole(deps: Deps, actor: Actor, { shard, hash, size }: TaskPhoto): Promise<Upload> {
  const kept = await deps.store.read((tx) => tx.photos.byHash(shard, hash));
  if (kept && (await isPhotoBelieved(deps, kept.receipt))) return { offset: size, receipt: kept.receipt };
  const receivedAt = deps.clock.now();
  const receipt = await signPhotoReceipt(deps.keys.signerFor('receipts'), fromHex(hash) as Uint8Array, receivedAt);
  const first = await deps.store.write(async (tx) => {
    const known = await tx.photos.byHash(shard, hash);
    if (known && (await isPhotoBelieved(deps, known.receipt))) return unchanged(known.receipt);
    await (known ? tx.photos.renew : tx.photos.save)({ shard, hash, receivedAt, receipt });
    return committed(receipt, auditEntry(deps, shard, actor.account, 'photo.received', hash));
  });
  return { offset: size, receipt: first };
}
