/**
 * A task code as a picture. The address goes into the QR as bytes and the digits as a numeric segment, which is
 * what makes room for a signature (docs/task-code.md §4).
 */

export interface CodePicture {
  /** Modules along one side, quiet zone included. */
  readonly size: number;
  /** SVG path of the dark modules, one unit a module. */
  readonly path: string;
  /** Past version 13 a phone needs patience: drawn with less correction, so that it is as coarse as possible. */
  readonly dense: boolean;
}

/** ISO/IEC 18004 §6.3.8: four modules of light around the symbol. */
const QUIET = 4;
const COMFORTABLE_VERSION = 13;

export async function drawCode(text: string): Promise<CodePicture> {
  const { create } = await import('qrcode');
  const split = text.indexOf('#') + 1;
  const segments = [
    { data: new TextEncoder().encode(text.slice(0, split)), mode: 'byte' as const },
    { data: text.slice(split), mode: 'numeric' as const },
  ];
  const medium = create(segments, { errorCorrectionLevel: 'M' });
  const dense = medium.version > COMFORTABLE_VERSION;
  const { modules } = dense ? create(segments, { errorCorrectionLevel: 'L' }) : medium;
  return { size: modules.size + 2 * QUIET, path: pathOf(modules.size, (y, x) => modules.get(y, x) !== 0), dense };
}

/** Runs of dark modules in a row become one stroke of the path. */
export function pathOf(size: number, isDark: (y: number, x: number) => boolean): string {
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isDark(y, x)) continue;
      const start = x;
      while (x < size && isDark(y, x)) x++;
      path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h${start - x}z`;
    }
  }
  return path;
}
