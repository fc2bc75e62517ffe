/** Scanning on the page behind the QR: with what a browser has, with what an old one lacks, and without a camera. */

import { drawnCode } from '@liangma/testing/scanner/codes';
import { frameOf } from '@liangma/testing/scanner/frame';
import { type Shot, shotOf } from '@liangma/testing/scanner/shots';
import { expect, type Page } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { writeVideo } from '../../support/camera.ts';
import { test as journey } from '../../support/journey.ts';

/** A hand that shakes a little, a lens not quite in focus: what a phone sees. */
const SHOT = shotOf('plain', 'combination', [1280, 720], 1);

/** The page behind the QR on a phone whose camera films a code, as it is held one moment and the next. */
const test = journey.extend<{ readonly shots: { readonly list: readonly Shot[] }; readonly page: Page }>({
  shots: [{ list: [SHOT] }, { option: true }],
  page: async ({ issued, shots, filming }, use) =>
    use(
      await filming((file) =>
        writeVideo(
          file,
          shots.list.map((shot) => greysOf(shot, issued.code)),
        ),
      ),
    ),
});

const greysOf = (shot: Shot, code: string): Uint8Array => Uint8Array.from(frameOf(shot, drawnCode(code).matrix));

/** Files of the scanner that were loaded. */
const loaded = (page: Page): Promise<string[]> =>
  page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));

async function scan(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/c`);
  await page.getByRole('button', { name: '用相机扫码' }).click();
}

test('WebAssembly in a worker reads the code', async ({ origin, page }) => {
  await scan(page, origin);
  await new EnterprisePage(page).expectGenuine();
  expect((await loaded(page)).filter((name) => name.includes('html5-scanner'))).toEqual([]);
});

test('without Worker html5-qrcode takes over, with the same decoder', async ({ origin, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
  await scan(page, origin);
  await new EnterprisePage(page).expectGenuine();
  const files = await loaded(page);
  expect(files.some((name) => name.includes('html5-scanner'))).toBe(true);
  expect(files.some((name) => name.endsWith('.wasm'))).toBe(true);
});

test.describe('held well', () => {
  // A single picture is not enough for this decoder to read every code; a hand is never quite still.
  const moments = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => shotOf('plain', 'clean', [1280, 720], seed));
  test.use({ shots: { list: moments } });

  test('without WebAssembly either, html5-qrcode reads a code', async ({ origin, page }) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'Worker');
      Reflect.deleteProperty(globalThis, 'WebAssembly');
    });
    await scan(page, origin);
    await new EnterprisePage(page).expectGenuine();
    const files = await loaded(page);
    expect(files.some((name) => name.includes('html5-scanner'))).toBe(true);
    expect(files.some((name) => name.endsWith('.wasm'))).toBe(false);
  });
});

test('a camera that is not allowed: clear words, then a photo of the code', async ({ origin, page, issued }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await scan(page, origin);
  await expect(page.getByRole('alert')).toContainText('没有得到使用相机的许可');
  await page.getByRole('button', { name: '输入核验号' }).click();
  await expect(page.getByLabel(/核验号/)).toBeFocused();
  const photo = { name: 'photo.png', mimeType: 'image/png', buffer: await photograph(page, issued.code) };
  await page.getByLabel('选一张照片').setInputFiles(photo);
  await new EnterprisePage(page).expectGenuine();
});

/** The first frame of the film as a picture file. */
async function photograph(page: Page, code: string): Promise<Buffer> {
  const { width, height } = SHOT;
  const luma = Buffer.from(greysOf(SHOT, code)).toString('base64');
  const png = await page.evaluate(
    async ([size, base64]) => {
      const grey = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const pixels = new ImageData(...size);
      for (let at = 0; at < grey.length; at++) pixels.data.set([grey[at], grey[at], grey[at], 255] as number[], 4 * at);
      const canvas = Object.assign(document.createElement('canvas'), { width: size[0], height: size[1] });
      canvas.getContext('2d')?.putImageData(pixels, 0, 0);
      return canvas.toDataURL('image/png').split(',')[1] as string;
    },
    [[width, height] as [number, number], luma] as const,
  );
  return Buffer.from(png, 'base64');
}

test('the camera that was chosen is used again the next time', async ({ origin, page }) => {
  await page.addInitScript(() => {
    const devices = ['camera2 1, facing front', 'camera2 0, facing back'].map((label, i) => ({
      kind: 'videoinput',
      deviceId: `id-${i}`,
      groupId: '',
      label,
    }));
    const asked: unknown[] = JSON.parse(sessionStorage.getItem('asked') ?? '[]');
    navigator.mediaDevices.enumerateDevices = async () => devices as unknown as MediaDeviceInfo[];
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const video = constraints?.video as MediaTrackConstraints;
      const id = (video.deviceId as { exact?: string } | undefined)?.exact;
      asked.push(id ?? 'any');
      sessionStorage.setItem('asked', JSON.stringify(asked));
      // A blank picture, so that the camera stays open.
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
      canvas.getContext('2d')?.fillRect(0, 0, 640, 480);
      const stream = canvas.captureStream(5);
      for (const track of stream.getVideoTracks()) track.getSettings = () => ({ deviceId: id ?? 'id-1' });
      return stream;
    };
  });
  await scan(page, origin);
  await page.getByLabel('使用哪个相机').selectOption({ label: '前置相机' });
  await expect(page.getByLabel('使用哪个相机')).toHaveValue('id-0');
  await page.reload();
  await page.getByRole('button', { name: '用相机扫码' }).click();
  await expect(page.getByLabel('使用哪个相机')).toHaveValue('id-0');
  expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('asked') ?? '[]'))).toEqual([
    'any',
    'id-0',
    'any',
    'id-0',
  ]);
});
