/** An enterprise's answer at the door, and the return QR of it. */
import { toHex } from '../src/kernel/bytes.ts';
import type { DeviceId } from '../src/kernel/ids.ts';
import { type Acknowledgement, sealAcknowledgement } from '../src/protocol/acknowledgement.ts';
import type { AnswerContent } from '../src/protocol/answer.ts';
import { anEvent, DEVICE_ID } from './builders.ts';
import { aDeviceKey } from './keys.ts';

export const CONFIRMED: AnswerContent = { type: 'scan', verdict: 'genuine', channel: 'link' };
export const REFUSED: AnswerContent = { type: 'refusal', ground: 'certificate-mismatch' };

const { id: event, task, at } = anEvent('code-shown', {});

export const anAcknowledgement = (changes: Partial<Acknowledgement> = {}): Acknowledgement => ({
  event,
  task,
  at,
  device: DEVICE_ID,
  code: '00112233445566778899aabbccddeeff',
  content: CONFIRMED,
  publicKey: new Uint8Array(32).fill(9),
  ...changes,
});

/** Signed by a device of its own. */
export async function aSealedAcknowledgement(changes: Partial<Acknowledgement> = {}) {
  const { id, signer, publicKey } = aDeviceKey();
  const acknowledgement = anAcknowledgement({ device: id as DeviceId, publicKey, ...changes });
  return { acknowledgement, bytes: await sealAcknowledgement(signer, acknowledgement) };
}

export const flipped = (bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

export const digestLike = (fill: number): string => toHex(new Uint8Array(16).fill(fill));
