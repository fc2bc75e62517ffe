/**
 * The return QR: an enterprise's answer, signed by its phone, for the officer's phone to carry to the server where
 * the enterprise's own finds no signal (SYNC-7, docs/return-code.md). `ORIGIN/r#DIGITS`, digits as in a task code.
 */
import * as v from 'valibot';
import { type Bytes, equalBytes, fromBase64Url, fromHex, toHex } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, encodeCbor } from '../kernel/cbor.ts';
import { ALGORITHM, parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { deviceIdSchema, eventIdSchema, taskIdSchema, uuidFromBytes, uuidToBytes } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { REFUSAL_GROUNDS, SCAN_VERDICTS } from '../scans/scan.ts';
import { codeText, fromDigits } from '../task-code/text.ts';
import { type Answer, OWN_CHANNELS, type Said } from './answer.ts';
import { deviceIdOf } from './envelope.ts';
import type { EventIn } from './event.ts';

export interface Acknowledgement extends Answer {
  /** Key of the enterprise's device, which nobody may know yet. */
  readonly publicKey: Uint8Array;
}

/** `device-mismatch`: signed in another device's name, or by a key that we do not take. */
export type AcknowledgementError = 'malformed' | 'device-mismatch' | 'bad-signature';

/** The signer's key id must be the device id. */
export const sealAcknowledgement = (signer: Signer, acknowledgement: Acknowledgement): Promise<Bytes> =>
  signMap(signer, encode(acknowledgement));

export const acknowledgementText = (origin: string, bytes: Uint8Array): string => codeText(origin, bytes, 'r');

const TEXT = /^https?:\/\/[^/\s#?]+\/r\/?#(\d+)$/;

/** Returns true for `…/r#digits`. Bare digits are a task code's. */
export const isAcknowledgementText = (text: string): boolean => TEXT.test(text.trim());

export function bytesOfAcknowledgement(text: string): Bytes | undefined {
  const match = TEXT.exec(text.trim());
  return match ? fromDigits(match[1] as string) : undefined;
}

/** Total. */
export async function openAcknowledgement(
  text: string,
  verifySignature: VerifySignature,
  sha256: Digest,
): Promise<Result<Acknowledgement, AcknowledgementError>> {
  const bytes = bytesOfAcknowledgement(text);
  return bytes ? verifyAcknowledgement(bytes, verifySignature, sha256) : err('malformed');
}

export async function verifyAcknowledgement(
  bytes: Uint8Array,
  verifySignature: VerifySignature,
  sha256: Digest,
): Promise<Result<Acknowledgement, AcknowledgementError>> {
  const parsed = parseSign1(bytes);
  const acknowledgement = parsed.ok ? decode(parsed.value) : undefined;
  if (!parsed.ok || !acknowledgement) return err('malformed');
  const { alg, signed, signature } = parsed.value;
  const { publicKey, device } = acknowledgement;
  if ((await deviceIdOf(publicKey, sha256)) !== device) return err('device-mismatch');
  return (await verifySignature(alg, publicKey, signed, signature)) ? ok(acknowledgement) : err('bad-signature');
}

/** Its signature was verified when the event was made, or came in. */
export function acknowledgementIn({ data }: EventIn<'acknowledgement-scanned'>): Acknowledgement | undefined {
  const bytes = fromBase64Url(data.ack);
  const parsed = bytes && parseSign1(bytes);
  return parsed?.ok ? decode(parsed.value) : undefined;
}

const F = { kind: 0, event: 1, task: 2, at: 3, code: 4, publicKey: 5, said: 6 } as const;

const encode = ({ event, task, at, code, publicKey, said }: Acknowledgement): CborMap =>
  new Map<number, CborValue>([
    [F.kind, 'ack'],
    [F.event, uuidToBytes(event)],
    [F.task, uuidToBytes(task)],
    [F.at, at],
    [F.code, fromHex(code) as Bytes],
    [F.publicKey, publicKey],
    [F.said, packSaid(said)],
  ]);

/** `[verdict, channel]` of a confirmation, the ground of a refusal, each by its place in its list. */
const packSaid = (said: Said): CborValue =>
  said.type === 'scan'
    ? [SCAN_VERDICTS.indexOf(said.verdict), OWN_CHANNELS.indexOf(said.channel)]
    : REFUSAL_GROUNDS.indexOf(said.ground);

function unpackSaid(value: CborValue | undefined): unknown {
  if (!Array.isArray(value)) return { type: 'refusal', ground: REFUSAL_GROUNDS[value as number] };
  return { type: 'scan', verdict: SCAN_VERDICTS[value[0]], channel: OWN_CHANNELS[value[1]] };
}

const acknowledgementSchema = v.object({
  event: eventIdSchema,
  task: taskIdSchema,
  device: deviceIdSchema,
  at: instantSchema,
  code: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  publicKey: v.pipe(v.instance(Uint8Array), v.length(32)),
  said: v.variant('type', [
    v.object({ type: v.literal('scan'), verdict: v.picklist(SCAN_VERDICTS), channel: v.picklist(OWN_CHANNELS) }),
    v.object({ type: v.literal('refusal'), ground: v.picklist(REFUSAL_GROUNDS) }),
  ]),
});

/** Only the one encoding of an acknowledgement is taken. */
function decode({ alg, kid, payload }: Sign1): Acknowledgement | undefined {
  const [event, task, code] = [F.event, F.task, F.code].map((field) => bytesAt(payload, field));
  const read = v.safeParse(acknowledgementSchema, {
    event: event && uuidFromBytes(event),
    task: task && uuidFromBytes(task),
    device: toHex(kid),
    at: payload.get(F.at),
    code: code && toHex(code),
    publicKey: payload.get(F.publicKey),
    said: unpackSaid(payload.get(F.said)),
  });
  if (alg !== ALGORITHM.eddsa || !read.success) return undefined;
  return equalBytes(encodeCbor(payload), encodeCbor(encode(read.output))) ? read.output : undefined;
}

function bytesAt(payload: CborMap, field: number): Uint8Array | undefined {
  const value = payload.get(field);
  return value instanceof Uint8Array ? value : undefined;
}
