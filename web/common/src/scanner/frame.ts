/** Largest scale of the decoder's picture. A small frame reads better when enlarged, up to this factor. */
const LARGEST_SCALE = 1.5;

export function fit(width: number, height: number, shortSide: number): { width: number; height: number } {
  const scale = Math.min(LARGEST_SCALE, shortSide / Math.min(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Draws into the canvas, which it resizes, and gives the pixels. */
export function pixelsOf(
  canvas: HTMLCanvasElement,
  source: CanvasImageSource,
  width: number,
  height: number,
  shortSide: number,
): ImageData | undefined {
  const size = fit(width, height, shortSide);
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  // A picture may be a code on nothing, which would come out black on black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.drawImage(source, 0, 0, size.width, size.height);
  return context.getImageData(0, 0, size.width, size.height);
}
