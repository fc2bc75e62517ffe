/** Between an event and its signed envelope. */
import { type Bytes, toHex } from '../kernel/bytes.ts';
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import { ALGORITHM, parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { isStrongEd25519Key } from '../kernel/ed25519-key.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { EventType } from './event.ts';

/** An event before its schema has been checked: what the envelope says. */
export interface RawEvent {
  readonly id: string;
  readonly device: string;
  readonly seq: number;
  readonly prev: string;
  readonly type: EventType;
  /** Absent for an event of a region. */
  readonly task?: string | undefined;
  readonly taskRev?: number | undefined;
  readonly at: number;
  readonly data: unknown;
  readonly replaces?: string | undefined;
  /** Absent for an event of a task. */
  readonly region?: string | undefined;
}

/** The place in the list is the key in the map: a new field comes last. An absent field is not written. */
const FIELDS = ['id', 'device', 'seq', 'prev', 'type', 'task', 'taskRev', 'at', 'data', 'replaces', 'region'] as const;
const REQUIRED = ['id', 'device', 'seq', 'prev', 'type', 'at', 'data'] as const;

/** Every event states its task, with the revision, or its region, and not both. */
const isComplete = (event: Readonly<Record<string, unknown>>): boolean =>
  REQUIRED.every((field) => field in event) &&
  'task' in event === 'taskRev' in event &&
  'task' in event !== 'region' in event;

export type EnvelopeError = 'malformed' | 'device-mismatch' | 'bad-signature';

/** The signer's key id must be the device id. */
export const sealEvent = (signer: Signer, event: RawEvent): Promise<Bytes> =>
  signMap(
    signer,
    new Map(FIELDS.flatMap((field, i) => (event[field] === undefined ? [] : [[i + 1, toCbor(event[field])]]))),
  );

/** An envelope taken apart; nothing in it is believed yet. */
export interface ReadEnvelope {
  readonly event: Readonly<Record<string, unknown>>;
  holds(publicKey: Uint8Array, verifySignature: VerifySignature): Promise<boolean>;
}

/** COSE lets it be missing. An event has one encoding: in another it would be other bytes under its id (SYNC-2). */
const TAG_18 = 0xd2;

export function readEnvelope(envelope: Uint8Array): Result<ReadEnvelope, 'malformed' | 'device-mismatch'> {
  const parsed = parseSign1(envelope);
  if (!parsed.ok) return parsed;
  const { alg, kid, payload, signature, signed } = parsed.value;
  const present = FIELDS.flatMap((field, i) => (payload.has(i + 1) ? [[field, fromCbor(payload.get(i + 1))]] : []));
  const event: Record<string, unknown> = Object.fromEntries(present);
  const isWhole = isComplete(event) && present.length === payload.size;
  if (envelope[0] !== TAG_18 || alg !== ALGORITHM.eddsa || !isWhole) return err('malformed');
  if (event.device !== toHex(kid)) return err('device-mismatch');
  return ok({ event, holds: (publicKey, verifySignature) => verifySignature(alg, publicKey, signed, signature) });
}

/** Parses and checks the signature; the shape of `data` is checked by the caller with `eventSchema`. */
export async function openEvent(
  envelope: Uint8Array,
  publicKey: Uint8Array,
  verifySignature: VerifySignature,
): Promise<Result<unknown, EnvelopeError>> {
  const read = readEnvelope(envelope);
  if (!read.ok) return read;
  return (await read.value.holds(publicKey, verifySignature)) ? ok(read.value.event) : err('bad-signature');
}

/** The id of a device is the first 16 bytes of the hash of its public key; undefined for a key we do not take. */
export async function deviceIdOf(publicKey: Uint8Array, sha256: Digest): Promise<string | undefined> {
  return isStrongEd25519Key(publicKey) ? toHex((await sha256(publicKey)).subarray(0, 16)) : undefined;
}

function toCbor(value: unknown): CborValue {
  if (Array.isArray(value)) return value.map(toCbor);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, item]) => [key, toCbor(item)]));
  }
  return value as CborValue;
}

function fromCbor(value: CborValue | undefined): unknown {
  if (Array.isArray(value)) return value.map(fromCbor);
  if (value instanceof Map)
    return Object.fromEntries([...(value as CborMap)].map(([k, item]) => [String(k), fromCbor(item)]));
  return value;
}
