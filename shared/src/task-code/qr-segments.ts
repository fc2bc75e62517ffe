/** Segments of a code's text in a QR: the address in byte mode, its digits in numeric mode (docs/task-code.md §4). */
import { utf8 } from '../kernel/bytes.ts';

/** Error correction M up to this version; above it L, which holds more on fewer modules but bears less glare. */
export const QR_CEILING = 13;

export type QrSegment =
  | { readonly data: Uint8Array<ArrayBuffer>; readonly mode: 'byte' }
  | { readonly data: string; readonly mode: 'numeric' };

export function qrSegments(text: string): QrSegment[] {
  const cut = text.indexOf('#') + 1;
  const digits = text.slice(cut);
  if (!/^\d+$/.test(digits)) return [{ data: utf8(text), mode: 'byte' }];
  const number = { data: digits, mode: 'numeric' } as const;
  return cut === 0 ? [number] : [{ data: utf8(text.slice(0, cut)), mode: 'byte' }, number];
}
