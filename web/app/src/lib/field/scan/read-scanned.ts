/** Recognises the kind of a scanned text. Pure: no verdict yet. */
import { isAcknowledgementText } from '@liangma/shared/protocol/acknowledgement';
import { bytesOfText } from '@liangma/shared/task-code/text';

export type Scanned =
  | { readonly kind: 'task-code'; readonly text: string }
  /** A return QR, `https://HOST/r#DIGITS`: what an enterprise's phone signed, for this device to carry on. */
  | { readonly kind: 'acknowledgement'; readonly text: string }
  | { readonly kind: 'unknown' };

export function readScanned(text: string): Scanned {
  if (isAcknowledgementText(text)) return { kind: 'acknowledgement', text };
  return bytesOfText(text) === undefined ? { kind: 'unknown' } : { kind: 'task-code', text };
}
