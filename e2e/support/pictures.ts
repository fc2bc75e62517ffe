/** Pictures as a phone's camera gives them: large JPEGs with a position in their EXIF. */
import type { Page } from '@playwright/test';

/** Stands in the EXIF of every picture, where a camera writes its position. */
export const POSITION = 'GPS N36.9721 E103.1421';

/** Drawn in a page of its own; each is another. `width` in pixels, three quarters of it high. */
export async function takePictures(page: Page, count: number, width = 2400): Promise<Buffer[]> {
  const drawn: Buffer[] = [];
  for (let n = 1; n <= count; n++)
    drawn.push(withExif(Buffer.from(await page.evaluate(draw, [n, width] as const), 'base64')));
  return drawn;
}

function draw([n, width]: readonly [number, number]): Promise<string> {
  const canvas = new OffscreenCanvas(width, (width * 3) / 4);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const pixels = context.createImageData(canvas.width, canvas.height);
  // Red in the lowest byte, as every processor of ours orders them: millions of pixels are one write each.
  const colours = new Uint32Array(pixels.data.buffer);
  let seed = n * 2_654_435_761;
  for (let i = 0; i < colours.length; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const grain = seed >>> 26;
    const [red, green, blue] = [Math.min(255, grain + 40 * n), grain + ((i / width) % 120), grain + 60];
    colours[i] = 0xff000000 | (blue << 16) | (green << 8) | red;
  }
  context.putImageData(pixels, 0, 0);
  context.font = `${width / 10}px sans-serif`;
  context.fillText(`演示 ${n}`, width / 12, (width * 3) / 8);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }).then(
    (blob) =>
      new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
      }),
  );
}

/** After the start of the image (JPEG, SOI), an APP1 segment with an empty TIFF directory and the position behind it. */
function withExif(jpeg: Buffer): Buffer {
  const tiff = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(POSITION, 'latin1')]);
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
