/**
 * 补传文件: what a device could not send by itself, signed by its key, for its agency's desk to bring in (SYNC-16,
 * docs/handover.md). The envelopes prove themselves; this signature says that one device gave exactly these away, and when.
 */
import * as v from 'valibot';
import { type Bytes, toHex } from '../kernel/bytes.ts';
import { bytes, bytesOf, cborRecord, int, list, type TypeOf, text, where } from '../kernel/cbor-record.ts';
import { instant } from '../kernel/cbor-values.ts';
import { ALGORITHM, parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { type DeviceId, deviceIdSchema } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { syncStateSchema } from './documents.ts';
import { deviceIdOf } from './envelope.ts';

/** Size of a whole file: some hundred of the largest records, thousands of usual ones. */
export const MAX_HANDOVER_BYTES = 5 * 1024 * 1024;
/** Size of an envelope, as `eventDocumentSchema` takes it in base64url. */
const MAX_ENVELOPE_BYTES = 48_000;
export const MAX_ENVELOPES = 10_000;

const MAX_ACCOUNT_LENGTH = 64;

const VERSION_KEY = 1;
const VERSION = 1;

const handoverRecord = cborRecord(
  {
    version: [VERSION_KEY, where(int, (version) => version === VERSION)],
    publicKey: [2, bytesOf(32)],
    /** Account that worked on the device, so that people know whose file it is. */
    account: [3, where(text, ({ length }) => length <= MAX_ACCOUNT_LENGTH)],
    /** The device's clock. */
    at: [4, instant],
    /** Signed events, in the order of the device's chain. */
    envelopes: [
      5,
      where(
        list(where(bytes, ({ length }) => length >= 1 && length <= MAX_ENVELOPE_BYTES)),
        ({ length }) => length >= 1 && length <= MAX_ENVELOPES,
      ),
    ],
  },
  { kind: 'handover', exact: true },
);

export interface Handover extends Omit<TypeOf<typeof handoverRecord>, 'version'> {
  readonly device: DeviceId;
}

/** `malformed`: no such file, or cut off. `newer`: from an app that is newer than this one. */
export type HandoverError = 'malformed' | 'newer' | 'device-mismatch' | 'bad-signature';

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
  signMap(signer, handoverRecord.encode({ version: VERSION, ...handover }));

/** Total. Says nothing of the envelopes within: each is judged by itself. */
export async function openHandover(
  file: Uint8Array,
  verifySignature: VerifySignature,
  sha256: Digest,
): Promise<Result<Handover, HandoverError>> {
  const parsed = file.length <= MAX_HANDOVER_BYTES ? parseSign1(file) : err('malformed' as const);
  if (!parsed.ok || parsed.value.payload.get(0) !== handoverRecord.kind) return err('malformed');
  const { alg, payload, signed, signature } = parsed.value;
  const version = payload.get(VERSION_KEY);
  if (typeof version === 'number' && version > VERSION) return err('newer');
  const handover = decode(parsed.value);
  if (!handover || alg !== ALGORITHM.eddsa) return err('malformed');
  if ((await deviceIdOf(handover.publicKey, sha256)) !== handover.device) return err('device-mismatch');
  return (await verifySignature(alg, handover.publicKey, signed, signature)) ? ok(handover) : err('bad-signature');
}

function decode({ kid, payload }: Sign1): Handover | undefined {
  const device = v.safeParse(deviceIdSchema, toHex(kid));
  const read = handoverRecord.decode(payload);
  if (!device.success || !read) return undefined;
  const { version: _, ...handover } = read;
  return { device: device.output, ...handover };
}

/** Returns the rows that one file can hold, from the first on; the rest goes into another. */
export function fitting<T extends { readonly envelope: Uint8Array }>(rows: readonly T[]): readonly T[] {
  // Names, key, signature and the head of each byte string.
  let size = 1024;
  const end = rows.findIndex(({ envelope }) => {
    size += envelope.length + 9;
    return size > MAX_HANDOVER_BYTES;
  });
  return rows.slice(0, end === -1 ? MAX_ENVELOPES : Math.min(end, MAX_ENVELOPES));
}
