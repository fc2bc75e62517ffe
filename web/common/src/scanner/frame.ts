/** How large a picture the decoder gets. Measured: a short side of 480–720 reads as much as the full frame, faster. */
const SHORT_SIDE = 640;

export function fit(width: number, height: number, shortSide = SHORT_SIDE): { width: number; height: number } {
  const scale = Math.min(1, shortSide / Math.min(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Draws into the canvas, which it resizes, and gives the pixels. */
export function pixelsOf(
  canvas: HTMLCanvasElement,
  source: CanvasImageSource,
  width: number,
  height: number,
  shortSide?: number,
): ImageData | undefined {
  const size = fit(width, height, shortSide);
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(source, 0, 0, size.width, size.height);
  return context?.getImageData(0, 0, size.width, size.height);
}
