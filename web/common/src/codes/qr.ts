/** The QR of a task code as a picture: level M up to version 13, above it L (docs/task-code.md §4). */
import { QR_CEILING, qrSegments } from '@liangma/shared/task-code/qr-segments';
import { create } from 'qrcode';

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
  return medium.version <= QR_CEILING ? medium : encode(text, 'L');
}

function encode(text: string, level: 'M' | 'L'): Qr {
  const { version, modules } = create(qrSegments(text), { errorCorrectionLevel: level });
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
