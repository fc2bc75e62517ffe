/** Files of applications: taking them whole, and giving them to readers of the task. */
import type { Actor } from '@liangma/shared/access/authorise';
import { SERVER_LIMITS } from '@liangma/shared/compliance/server-limits';
import { toHex } from '@liangma/shared/kernel/bytes';
import { DAY } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Attachment, MAX_ATTACHMENT_BYTES, type StoredFile, typeOfFile } from '@liangma/shared/tasks/attachments';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed } from '../ports/store.ts';

export type AttachmentError =
  | 'bad-request'
  | 'forbidden'
  | 'hash-mismatch'
  | 'storage-full'
  | 'too-large'
  | 'too-many-requests'
  | 'unsupported-media-type';

/**
 * Takes a file. The bytes become a blob in one step or not at all, and the row follows: a file without a row is named by no
 * application (APR-6), and the same file sent again completes it.
 */
export async function takeFile(
  deps: Deps,
  actor: Actor,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<StoredFile, AttachmentError>> {
  if (bytes.length === 0) return err('bad-request');
  if (bytes.length > MAX_ATTACHMENT_BYTES) return err('too-large');
  const type = typeOfFile(bytes);
  if (!type) return err('unsupported-media-type');
  const agency = await deps.store.read(async (tx) => actor.agency && tx.registry.agency(actor.agency.id));
  if (!agency) return err('forbidden');
  const [shard, now] = [shardOf(agency.region), deps.clock.now()];
  const hash = toHex(await deps.signatures.sha256(bytes));
  const sent = await deps.store.read((tx) => tx.attachments.bytesSince(shard, agency.id, now - DAY));
  if (sent + bytes.length > SERVER_LIMITS.attachmentBytesPerDay) return err('too-many-requests');
  const kept = await keepBlob(deps, hash, bytes);
  if (!kept.ok) return kept;
  const file = { hash, size: bytes.length, type };
  await deps.store.write(async (tx) => {
    await tx.attachments.save({ ...file, shard, agency: agency.id, at: now, by: actor.account });
    return committed(undefined, auditEntry(deps, shard, actor.account, 'attachment.receive', hash));
  });
  return ok(file);
}

/** Keeps the whole of a file under its hash, unless it is there. */
export async function keepBlob(
  deps: Pick<Deps, 'blobs'>,
  hash: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<void, 'hash-mismatch' | 'storage-full'>> {
  if (await deps.blobs.has(hash)) return ok(undefined);
  if ((await deps.blobs.freeBytes()) < 2 * bytes.length) return err('storage-full');
  // A part that broke off begins anew: the whole file is here.
  await deps.blobs.dropPart(hash);
  await deps.blobs.begin(hash);
  const written = await deps.blobs.append(hash, { offset: 0, end: bytes.length }, once(bytes));
  if (!written.ok) return err('hash-mismatch');
  const finished = await deps.blobs.finish(hash, (head) => typeOfFile(head) !== undefined);
  return finished.ok ? finished : err('hash-mismatch');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Files that a task names, or named before it was changed. */
export const filesOf = ({ attachments = [], edits = [] }: Task): readonly Attachment[] => [
  ...attachments,
  ...edits.flatMap(({ before }) => before.attachments ?? []),
];

/** Reads a file of a task. Bytes that are no longer those that the task names are given to nobody. */
export async function readFile(
  deps: Deps,
  task: Task,
  hash: string,
): Promise<
  Result<{ readonly file: Attachment; readonly bytes: Uint8Array<ArrayBuffer> }, 'not-found' | 'hash-mismatch'>
> {
  const file = filesOf(task).find((one) => one.hash === hash);
  const bytes = file && (await deps.blobs.read(hash));
  if (!file || !bytes) return err('not-found');
  return toHex(await deps.signatures.sha256(bytes)) === hash ? ok({ file, bytes }) : err('hash-mismatch');
}
