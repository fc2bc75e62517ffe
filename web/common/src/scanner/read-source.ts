/** Reads a frame or a picture, for the scanner and the bench alike: the quick way first, then the thorough. */
import type { Decoder } from './decoder.ts';
import { pixelsOf } from './frame.ts';

interface Try {
  /** px of the short side. */
  readonly side: number;
  /** Reads the picture as it is, and if that gives nothing, clarified. */
  readonly thorough: boolean;
}

/** Measured in docs/adr/0006-scanner.md: most frames are read by the first, in a third of the time of the second. */
const FRAME: readonly Try[] = [
  { side: 480, thorough: false },
  { side: 640, thorough: true },
];

/** From the gallery, where a code may be small and nobody waits for ten a second. */
const PICTURE: readonly Try[] = [
  { side: 720, thorough: true },
  { side: 1440, thorough: true },
];

export interface Source {
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

export const readFrame = (source: Source, canvas: HTMLCanvasElement, decoder: Decoder): Promise<string | undefined> =>
  readBy(FRAME, source, canvas, decoder);

/** A small picture is read as it is too: enlarged by a broken factor, modules of one pixel run into each other. */
export function readPicture(source: Source, canvas: HTMLCanvasElement, decoder: Decoder): Promise<string | undefined> {
  const side = Math.min(source.width, source.height);
  const native: readonly Try[] = side < (PICTURE[0] as Try).side ? [{ side, thorough: true }] : [];
  return readBy([...native, ...PICTURE], source, canvas, decoder);
}

async function readBy(
  tries: readonly Try[],
  { image, width, height }: Source,
  canvas: HTMLCanvasElement,
  decoder: Decoder,
): Promise<string | undefined> {
  for (const { side, thorough } of tries) {
    const pixels = pixelsOf(canvas, image, width, height, side);
    const text = pixels && (await decoder.decode(pixels, thorough));
    if (text) return text;
  }
  return undefined;
}
