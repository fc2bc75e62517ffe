/** The text of the return QR whose address opened this page: `/r` led here, and the browser kept what was behind the #. */
import { isAcknowledgementText } from '@liangma/shared/protocol/acknowledgement';

export function textInAddress({ origin, hash }: Pick<Location, 'origin' | 'hash'>): string | undefined {
  const text = `${origin}/r${hash}`;
  return isAcknowledgementText(text) ? text : undefined;
}
