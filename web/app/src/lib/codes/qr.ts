/**
 * The QR of a task code: the address in byte mode, its digits in numeric mode (docs/task-code.md §4). Level M up to
 * version 13; above it L, which holds more on fewer modules but bears less glare.
 */
import { create, type QRCodeErrorCorrectionLevel } from 'qrcode';

const CEILING = 13;

export interface Qr {
  readonly version: number;
  readonly level: 'M' | 'L';
  /** Modules a side, without the quiet zone. */
  readonly size: number;
  /** The dark modules as one SVG path, in modules. */
  readonly path: string;
}

export function qrOf(text: string): Qr {
  const medium = encode(text, 'M');
  return medium.version <= CEILING ? medium : encode(text, 'L');
}

function encode(text: string, level: 'M' | 'L'): Qr {
  const cut = text.indexOf('#') + 1;
  const digits = text.slice(cut);
  const segments = /^\d+$/.test(digits)
    ? [
        { data: new TextEncoder().encode(text.slice(0, cut)), mode: 'byte' as const },
        { data: digits, mode: 'numeric' as const },
      ].filter(({ data }) => data.length > 0)
    : [{ data: new TextEncoder().encode(text), mode: 'byte' as const }];
  const { version, modules } = create(segments, { errorCorrectionLevel: level satisfies QRCodeErrorCorrectionLevel });
  return { version, level, size: modules.size, path: pathOf(modules.data, modules.size) };
}

/** Runs of dark modules, row by row. */
function pathOf(data: Uint8Array, size: number): string {
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (x < size && data[y * size + x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
    }
  }
  return path;
}
