/**
 * 补传文件: what a device could not send by itself, signed by its key, for its agency's desk to bring in (SYNC-16,
 * docs/handover.md). The envelopes prove themselves; this signature says that one device gave exactly these away, and when.
 */
import * as v from 'valibot';
import { type Bytes, toHex } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import { ALGORITHM, parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { deviceIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { syncStateSchema } from './documents.ts';
import { deviceIdOf } from './envelope.ts';

/** Size of a whole file: some hundred of the largest records, thousands of usual ones. */
export const MAX_HANDOVER_BYTES = 5 * 1024 * 1024;
/** Size of an envelope, as `eventDocumentSchema` takes it in base64url. */
const MAX_ENVELOPE_BYTES = 48_000;
export const MAX_ENVELOPES = 10_000;

const VERSION = 1;

const handoverSchema = v.object({
  device: deviceIdSchema,
  publicKey: v.pipe(v.instance(Uint8Array), v.length(32)),
  /** Account that worked on the device, so that people know whose file it is. */
  account: v.pipe(v.string(), v.maxLength(64)),
  /** The device's clock. */
  at: instantSchema,
  /** Signed events, in the order of the device's chain. */
  envelopes: v.pipe(
    v.array(v.pipe(v.instance(Uint8Array), v.minLength(1), v.maxLength(MAX_ENVELOPE_BYTES))),
    v.minLength(1),
    v.maxLength(MAX_ENVELOPES),
  ),
});
type Shape = v.InferOutput<typeof handoverSchema>;
export type Handover = Omit<Shape, 'publicKey' | 'envelopes'> & {
  readonly publicKey: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
};

/** `malformed`: no such file, or cut off. `newer`: from an app that is newer than this one. */
export type HandoverError = 'malformed' | 'newer' | 'device-mismatch' | 'bad-signature';

const F = { kind: 0, version: 1, publicKey: 2, account: 3, at: 4, envelopes: 5 } as const;
const KIND = 'handover';

/** Outcome of each record in a file. */
export const importedSchema = v.object({
  device: v.string(),
  officer: v.string(),
  /** When the file was made, by the device's clock. */
  madeAt: v.number(),
  /** In the order of the file. */
  events: v.array(
    v.object({
      /** Null for an envelope that does not open. */
      event: v.nullable(v.object({ id: v.string(), type: v.string(), task: v.string(), at: v.number() })),
      /** Empty where the task is not known here. */
      enterprise: v.string(),
      /** It was here before the file came. */
      known: v.boolean(),
      /** `pending`: the server failed at it, and it is not here. */
      sync: syncStateSchema,
    }),
  ),
});
export type Imported = v.InferOutput<typeof importedSchema>;
export type ImportedEvent = Imported['events'][number];

/** The signer's key id must be the device id. */
export const sealHandover = (signer: Signer, handover: Omit<Handover, 'device'>): Promise<Bytes> =>
  signMap(
    signer,
    new Map<number, CborValue>([
      [F.kind, KIND],
      [F.version, VERSION],
      [F.publicKey, handover.publicKey],
      [F.account, handover.account],
      [F.at, handover.at],
      [F.envelopes, [...handover.envelopes]],
    ]),
  );

/** Total. Says nothing of the envelopes within: each is judged by itself. */
export async function openHandover(
  bytes: Uint8Array,
  verifySignature: VerifySignature,
  sha256: Digest,
): Promise<Result<Handover, HandoverError>> {
  const parsed = bytes.length <= MAX_HANDOVER_BYTES ? parseSign1(bytes) : err('malformed' as const);
  if (!parsed.ok || parsed.value.payload.get(F.kind) !== KIND) return err('malformed');
  const { alg, payload, signed, signature } = parsed.value;
  const version = payload.get(F.version);
  if (typeof version === 'number' && version > VERSION) return err('newer');
  const handover = decode(parsed.value);
  if (!handover || alg !== ALGORITHM.eddsa) return err('malformed');
  if ((await deviceIdOf(handover.publicKey, sha256)) !== handover.device) return err('device-mismatch');
  return (await verifySignature(alg, handover.publicKey, signed, signature)) ? ok(handover) : err('bad-signature');
}

function decode({ kid, payload }: Sign1): Handover | undefined {
  if (payload.size !== Object.keys(F).length || payload.get(F.version) !== VERSION) return undefined;
  const read = v.safeParse(handoverSchema, {
    device: toHex(kid),
    publicKey: payload.get(F.publicKey),
    account: payload.get(F.account),
    at: payload.get(F.at),
    envelopes: payload.get(F.envelopes),
  });
  return read.success ? read.output : undefined;
}

/** Returns the rows that one file can hold, from the first on; the rest goes into another. */
export function fitting<T extends { readonly envelope: Uint8Array }>(rows: readonly T[]): readonly T[] {
  // Names, key, signature and the head of each byte string.
  let bytes = 1024;
  const end = rows.findIndex(({ envelope }) => {
    bytes += envelope.length + 9;
    return bytes > MAX_HANDOVER_BYTES;
  });
  return rows.slice(0, end === -1 ? MAX_ENVELOPES : Math.min(end, MAX_ENVELOPES));
}
