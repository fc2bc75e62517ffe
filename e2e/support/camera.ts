/** Films a screen: turns a screenshot into a Y4M video for Chromium's fake camera. */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const WIDTH = 1280;
const HEIGHT = 720;
/** Frames for which each picture is held. */
const FRAMES = 4;

/**
 * `page` is any page that can draw; `screenshot` a PNG of what the camera sees. The picture fills the height,
 * on grey, a little turned, as a hand would hold it.
 */
export async function filmTo(file: string, page: Page, screenshot: Buffer): Promise<void> {
  const base64 = await page.evaluate(drawLuma, { png: screenshot.toString('base64'), width: WIDTH, height: HEIGHT });
  writeVideo(file, [Buffer.from(base64, 'base64')]);
}

/** Grey levels of each picture, row by row; they are shown one after the other, again and again. */
export function writeVideo(file: string, pictures: readonly Uint8Array[]): void {
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frames = pictures.map((luma) => Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]));
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([header, ...frames.flatMap((frame) => Array<Buffer>(FRAMES).fill(frame))]));
}

async function drawLuma({ png, width, height }: { png: string; width: number; height: number }): Promise<string> {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#8a8a86';
  context.fillRect(0, 0, width, height);
  const scale = (height * 0.94) / image.height;
  context.translate(width / 2, height / 2);
  context.rotate(0.03);
  context.drawImage(
    image,
    (-image.width * scale) / 2,
    (-image.height * scale) / 2,
    image.width * scale,
    image.height * scale,
  );
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let i = 0; i < data.length; i += 4) {
    text += String.fromCharCode(
      Math.round(0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)),
    );
  }
  return btoa(text);
}
