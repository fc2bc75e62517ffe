/** Reads a QR from a picture of a screen. */
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

/** Reads as the phone's own camera would: on a page of its own, by a reader that is not ours. */
export async function readQr(beside: Page, png: Buffer): Promise<string> {
  const page = await beside.context().newPage();
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('jsqr') });
  const text = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    const read = globalThis as unknown as { jsQR: (...image: unknown[]) => { data: string } | null };
    return read.jsQR(data, width, height)?.data ?? '';
  }, png.toString('base64'));
  await page.close();
  return text;
}
