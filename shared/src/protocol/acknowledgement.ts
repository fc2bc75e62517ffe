/**
 * The return QR: an enterprise's answer, signed by its phone, for the officer's phone to carry to the server where
 * the enterprise's own finds no signal (SYNC-7, docs/return-code.md). `ORIGIN/r#DIGITS`, digits as in a task code.
 */
import * as v from 'valibot';
import { type Bytes, fromBase64Url, fromHex, toHex } from '../kernel/bytes.ts';
import { bytesOf, type Codec, cborRecord, cborRow, choice, convert, type TypeOf } from '../kernel/cbor-record.ts';
import { eventId, instant, taskId } from '../kernel/cbor-values.ts';
import { ALGORITHM, parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { deviceIdSchema } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { REFUSAL_GROUNDS, SCAN_VERDICTS } from '../scans/scan.ts';
import { codeText, fromDigits } from '../task-code/text.ts';
import { type Answer, type AnswerContent, OWN_CHANNELS } from './answer.ts';
import { deviceIdOf } from './envelope.ts';
import type { EventIn } from './event.ts';

const confirmation = cborRow({ verdict: choice(SCAN_VERDICTS), channel: choice(OWN_CHANNELS) });
const ground = choice(REFUSAL_GROUNDS);

/** `[verdict, channel]` of a confirmation, the ground of a refusal, each by its place in its list. */
const content: Codec<AnswerContent> = {
  encode: (answer) => (answer.type === 'scan' ? confirmation.encode(answer) : ground.encode(answer.ground)),
  decode(value) {
    const scan = confirmation.decode(value);
    if (scan) return { type: 'scan', ...scan };
    const refused = ground.decode(value);
    return refused && { type: 'refusal', ground: refused };
  },
};

const acknowledgementRecord = cborRecord(
  {
    event: [1, eventId],
    task: [2, taskId],
    at: [3, instant],
    code: [4, convert(bytesOf(16), toHex, (hex) => fromHex(hex) as Bytes)],
    /** Key of the enterprise's device, which nobody may know yet. */
    publicKey: [5, bytesOf(32)],
    content: [6, content],
  },
  { kind: 'ack', exact: true },
);

export interface Acknowledgement extends Answer, TypeOf<typeof acknowledgementRecord> {}

/** `device-mismatch`: signed in another device's name, or by a key that we do not take. */
export type AcknowledgementError = 'malformed' | 'device-mismatch' | 'bad-signature';

/** The signer's key id must be the device id. */
export const sealAcknowledgement = (signer: Signer, acknowledgement: Acknowledgement): Promise<Bytes> =>
  signMap(signer, acknowledgementRecord.encode(acknowledgement));

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

/** Only the one encoding of an acknowledgement is taken. */
function decode({ alg, kid, payload }: Sign1): Acknowledgement | undefined {
  const device = v.safeParse(deviceIdSchema, toHex(kid));
  const read = acknowledgementRecord.decode(payload);
  return alg === ALGORITHM.eddsa && device.success && read ? { device: device.output, ...read } : undefined;
}
