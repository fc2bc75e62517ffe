/** A pushed row, opened: its shape, its signature, and what the code in it is worth. Nothing is written here. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { eventDocumentSchema, type RejectCode } from '@liangma/shared/protocol/documents';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { openEnvelopes } from '@liangma/shared/protocol/envelope-chain';
import { eventSchema, type LiangmaEvent, taskOf } from '@liangma/shared/protocol/event';
import { isOfPageLength, isStranger } from '@liangma/shared/sync/stranger';
import type { Verdict } from '@liangma/shared/task-code/verify';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { codeAt } from '../tasks/code-at.ts';
import type { StoredEvent } from './repository.ts';

export interface ParsedEvent {
  readonly event: LiangmaEvent;
  readonly envelope: Uint8Array;
  readonly hash: string;
  readonly code: Verdict | undefined;
  /** Account that brought it in from a file (SYNC-16); null for what its device sent. */
  readonly handedInBy: string | null;
  /** The server's clock when it came, where it was kept before it is judged. */
  readonly arrivedAt?: number;
  /** Shard in which it is stored already; absent for an event that has just come. */
  readonly storedIn?: string;
}

/** Shape, signatures, and that the columns say what the envelopes say. Nothing is written for what fails here. */
export async function openRows(
  deps: Deps,
  sender: Device,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<Result<ParsedEvent, RejectCode>[]> {
  const mayBe = (bytes: Uint8Array): boolean => !isStranger(sender) || isOfPageLength(bytes.length, deps.limits);
  const envelopes = rows.map(({ envelope }) => {
    const bytes = v.is(eventDocumentSchema.entries.envelope, envelope) ? fromBase64Url(envelope) : undefined;
    return bytes && mayBe(bytes) ? bytes : undefined;
  });
  return openSent(
    deps,
    sender,
    envelopes.map((bytes) => bytes ?? NOTHING),
    { rows, signed: await codesFor(deps, sender, rows) },
  );
}

/** Columns of a row that have to agree with its envelope, whose shape is checked. */
const COLUMNS = ['id', 'device', 'seq', 'type', 'task', 'region', 'at'] as const;
const NOTHING = new Uint8Array(0);

interface Sent {
  /** Account that brought them in from a file. */
  readonly handedInBy?: string | null;
  /** Columns that were sent beside each envelope. */
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly signed?: SignedCodes;
}

/** In the order of the device's chain. */
export async function openSent(
  deps: Deps,
  sender: Device,
  envelopes: readonly Uint8Array[],
  { handedInBy = null, rows, signed = NONE }: Sent = {},
): Promise<Result<ParsedEvent, RejectCode>[]> {
  const opened = await openEnvelopes<LiangmaEvent, RejectCode>(envelopes, sender.publicKey, {
    ...deps.signatures,
    read: (payload, i) => readEvent(payload, sender, rows?.[i]),
    // [SYNC-1] The same bytes again, without the one that vouched for them.
    isKept: ({ id }, hash) => isKept(deps, sender, id, hash),
  });
  return Promise.all(
    opened.map(async (one, i) => {
      if (!one.ok) return one;
      const { event, hash } = one.value;
      const code = await codeOf(deps, event, signed);
      return ok({ event, envelope: envelopes[i] as Uint8Array, hash, code, handedInBy });
    }),
  );
}

async function isKept(deps: Deps, { shards }: Device, id: string, hash: string): Promise<boolean> {
  return deps.store.read(async (tx) => {
    for (const shard of shards) if ((await tx.events.hashes(shard, [id])).get(id) === hash) return true;
    return false;
  });
}

function readEvent(
  payload: unknown,
  sender: Device,
  row: Readonly<Record<string, unknown>> | undefined,
): Result<LiangmaEvent, RejectCode> {
  const event = v.safeParse(eventSchema, payload);
  if (!event.success) return err('malformed');
  // The signature is the sender's: in its own name it says what it likes, in no other's.
  if (event.output.device !== sender.id) return err('device-mismatch');
  const stated: Readonly<Record<string, unknown>> = event.output;
  const isSame = !row || COLUMNS.every((column) => row[column] === stated[column]);
  return isSame ? ok(event.output) : err('malformed');
}

/** A kept event, for judging it anew. */
export async function reopen(deps: Deps, stored: StoredEvent): Promise<ParsedEvent> {
  const { envelope, hash, handedInBy, receivedAt: arrivedAt, shard: storedIn } = stored;
  const event = eventIn(stored);
  return { event, envelope, hash, code: await codeOf(deps, event), handedInBy, arrivedAt, storedIn };
}

/** A kept event, for reading it: its signature was checked when it came in. */
export function eventIn({ id, envelope }: StoredEvent): LiangmaEvent {
  const read = readEnvelope(envelope);
  if (!read.ok) throw new Error(`kept event ${id} does not open`);
  return v.parse(eventSchema, read.value.event);
}

/**
 * The code that an event carries, judged at the time of the answer, and a live one at the time it was seen: people
 * read before they answer. Withdrawals and the age of lists are left out: the device could not know of them, and
 * SYNC-5 says what becomes of the record.
 */
async function codeOf(deps: Deps, event: LiangmaEvent, signed: SignedCodes = NONE): Promise<Verdict | undefined> {
  if (event.type !== 'scan' && event.type !== 'refusal' && event.type !== 'code-issued') return undefined;
  const seenAt = event.type === 'code-issued' ? undefined : event.data.seenAt;
  return codeAt(deps, event.data.code, event.at, { seenAt, ours: signed.get(taskOf(event)) });
}

/** By task; what the store has of them. */
export type SignedCodes = ReadonlyMap<string, readonly string[]>;
const NONE: SignedCodes = new Map();

/** Loads the codes of tasks that rows of a push answer, before any row is believed. Most are where the device has been. */
function codesFor(deps: Deps, { shards }: Device, rows: readonly Record<string, unknown>[]): Promise<SignedCodes> {
  const tasks = rows.flatMap(({ type, task }) => (isAnswer(type) && v.is(taskIdSchema, task) ? [task] : []));
  return deps.store.read(async (tx) => {
    const codes = new Map<string, readonly string[]>();
    const load = async (shard: string | undefined, ids: readonly string[]): Promise<void> => {
      if (shard === undefined || ids.length === 0) return;
      for (const [id, texts] of await tx.tasks.codes(shard, ids)) codes.set(id, texts);
    };
    const left = (): string[] => [...new Set<string>(tasks)].filter((id) => !codes.has(id));
    for (const shard of shards) await load(shard, left());
    // The shard of one task is nearly always that of the others too.
    for (const id of left()) if (!codes.has(id)) await load(await tx.places.shardOf('task', id), left());
    return codes;
  });
}

const isAnswer = (type: unknown): boolean => type === 'scan' || type === 'refusal';
