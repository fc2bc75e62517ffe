/** A pushed row, opened: its shape, its signature, and what the code in it is worth. Nothing is written here. */
import { equalBytes, fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { eventDocumentSchema, type RejectCode } from '@liangma/shared/protocol/documents';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { parseContainer } from '@liangma/shared/task-code/container';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { type Verdict, verifyCode } from '@liangma/shared/task-code/verify';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { Device, StoredEvent } from '../ports/store.ts';
import { findGrant } from '../usecases/grants.ts';

export interface OpenedEvent {
  readonly event: LiangmaEvent;
  readonly envelope: Uint8Array;
  readonly hash: string;
  readonly code: Verdict | undefined;
  /** Account that brought it in from a file (SYNC-16); null for what its device sent. */
  readonly handedInBy: string | null;
}

/** Shape, signature, and that the columns say what the envelope says. Nothing is written for what fails here. */
export async function openRow(
  deps: Deps,
  sender: Device,
  row: Readonly<Record<string, unknown>>,
  signed: SignedCodes = NONE,
): Promise<Result<OpenedEvent, RejectCode>> {
  const { envelope: text } = row;
  const envelope = v.is(eventDocumentSchema.entries.envelope, text) ? fromBase64Url(text) : undefined;
  if (!envelope) return err('malformed');
  const opened = await openEnvelope(deps, sender, envelope, null, signed);
  if (!opened.ok) return opened;
  return COLUMNS.some((column) => row[column] !== opened.value.event[column]) ? err('malformed') : opened;
}

/** What a row says beside its envelope is held to what that says, whose shape is checked. */
const COLUMNS = ['id', 'device', 'seq', 'type', 'task', 'at'] as const;

/** `handedInBy`: who brought it in from a file. */
export async function openEnvelope(
  deps: Deps,
  sender: Device,
  envelope: Uint8Array,
  handedInBy: string | null = null,
  signed: SignedCodes = NONE,
): Promise<Result<OpenedEvent, RejectCode>> {
  const opened = await openEvent(envelope, sender.publicKey, deps.signatures.verify);
  if (!opened.ok) return opened;
  const event = v.safeParse(eventSchema, opened.value);
  if (!event.success) return err('malformed');
  // The signature is the sender's: in its own name it says what it likes, in no other's.
  if (event.output.device !== sender.id) return err('device-mismatch');
  const hash = toHex(await deps.signatures.sha256(envelope));
  return ok({ event: event.output, envelope, hash, code: await codeOf(deps, event.output, signed), handedInBy });
}

/** A kept event, for judging it anew. */
export async function reopen(deps: Deps, stored: StoredEvent, key: Uint8Array): Promise<OpenedEvent> {
  const { id, envelope, hash, handedInBy } = stored;
  const opened = await openEvent(envelope, key, deps.signatures.verify);
  if (!opened.ok) throw new Error(`kept event ${id} does not verify`);
  const event = v.parse(eventSchema, opened.value);
  return { event, envelope, hash, code: await codeOf(deps, event), handedInBy };
}

/** A kept event, for reading it: its signature was checked when it came in. */
export async function eventIn({ id, envelope }: StoredEvent): Promise<LiangmaEvent> {
  const opened = await openEvent(envelope, new Uint8Array(0), async () => true);
  if (!opened.ok) throw new Error(`kept event ${id} does not open`);
  return v.parse(eventSchema, opened.value);
}

/**
 * The code that an event carries, judged at the time of the answer, and a live one at the time it was seen: people
 * read before they answer. Withdrawals and the age of lists are left out: the device could not know of them, and
 * SYNC-5 says what becomes of the record.
 */
async function codeOf(deps: Deps, event: LiangmaEvent, signed: SignedCodes = NONE): Promise<Verdict | undefined> {
  if (event.type !== 'scan' && event.type !== 'refusal' && event.type !== 'code-issued') return undefined;
  const seenAt = event.type === 'scan' ? event.data.seenAt : undefined;
  return codeAt(deps, event.data.code, event.at, { seenAt, ours: signed.get(event.task) });
}

/** `ours`: texts of codes that lie in our own store. What is signed as one of those is not verified again. */
export async function codeAt(
  deps: Deps,
  text: string,
  now: number,
  {
    seenAt = now,
    ours = [],
  }: { readonly seenAt?: number | undefined; readonly ours?: readonly string[] | undefined } = {},
): Promise<Verdict> {
  const trust = await deps.trust.opened();
  return verifyCode(text, {
    keys: { ...trust.keys, issuedAt: 0, staleAt: Number.MAX_SAFE_INTEGER },
    status: { issuedAt: 0, ttl: Number.MAX_SAFE_INTEGER, bits: new Uint8Array(0) },
    catalog: trust.catalog,
    ...{ now, seenAt },
    verifySignature: ours.includes(text) ? isOurs : knowing(ours, deps.signatures.verify),
    sha256: deps.signatures.sha256,
    granted: resolveGranted(findGrant(deps)),
  });
}

/** By task; what the store has of them. */
export type SignedCodes = ReadonlyMap<string, readonly string[]>;
const NONE: SignedCodes = new Map();

/** Of the rows of a push that answer a code, before any of them is believed. */
export function codesFor(deps: Deps, rows: readonly Record<string, unknown>[]): Promise<SignedCodes> {
  const tasks = rows.flatMap(({ type, task }) => (isAnswer(type) && typeof task === 'string' ? [task] : []));
  return deps.store.read((tx) => tx.codesOf([...new Set(tasks)]));
}

const isAnswer = (type: unknown): boolean => type === 'scan' || type === 'refusal';

/** What lies in our own store was signed by us, or verified when it came. */
const isOurs: VerifySignature = async () => true;

function knowing(ours: readonly string[], verify: VerifySignature): VerifySignature {
  return async (alg, key, message, signature) => {
    const isKnown = ours.some((text) => {
      const bytes = bytesOfText(text);
      const known = bytes && parseContainer(bytes);
      return known && equalBytes(known.signature, signature) && equalBytes(known.signed, message);
    });
    return isKnown || verify(alg, key, message, signature);
  };
}
