/** The text of the return QR: what was answered here, for the officer's phone to carry. */
import { acknowledgementText, sealAcknowledgement } from '@liangma/shared/protocol/acknowledgement';
import { answerOf } from '@liangma/shared/protocol/answer';
import type { EventIn } from '@liangma/shared/protocol/event';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { Device, OutboxRecord } from '../../outbox/record.ts';

/** `origin` is where the officer's camera goes. Undefined for an event that is no answer at the door. */
export async function returnCodeOf(
  { event }: OutboxRecord,
  device: Device,
  origin: string,
): Promise<string | undefined> {
  if (event.type !== 'scan' && event.type !== 'refusal') return undefined;
  // Made here, of the very type: `append.ts`.
  const answer = await answerOf(event as EventIn<'scan' | 'refusal'>, sha256);
  if (!answer) return undefined;
  const { publicKey } = device;
  return acknowledgementText(origin, await sealAcknowledgement(deviceSigner(device), { ...answer, publicKey }));
}
