/** Scanning on the page behind the QR: with what a browser has, with what an old one lacks, and without a camera. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { drawnCode } from '../../scripts/bench/scanner-codes.ts';
import { frameOf } from '../../scripts/bench/scanner-frame.ts';
import { type Shot, shotOf } from '../../scripts/bench/scanner-shots.ts';
import { EnterprisePage } from '../pages/enterprise-page.ts';
import { launch, PHONE } from '../support/browser.ts';
import { writeVideo } from '../support/camera.ts';
import { issueCode } from '../support/office.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const CHINA = { ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const;
/** A hand that shakes a little, a lens not quite in focus: what a phone sees. */
const SHOT = shotOf('plain', 'combination', [1280, 720], 1);

const folder = mkdtempSync(join(tmpdir(), 'liangma-camera-'));
let server: RunningServer;
let filming: Browser;
let code: string;
let shop: BrowserContext;
let page: Page;

test.beforeAll(async () => {
  server = await startServer('sqlite');
  ({ code } = await issueCode(server.origin));
  filming = await launch({ camera: filmOf(SHOT) });
});
test.beforeEach(async () => {
  shop = await filming.newContext({ ...CHINA, permissions: ['camera'] });
  page = await shop.newPage();
});
test.afterEach(() => shop.close());
test.afterAll(async () => {
  await filming.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function filmOf(shot: Shot): string {
  const file = join(folder, `${shot.seed}.y4m`);
  writeVideo(file, Uint8Array.from(frameOf(shot, drawnCode(code).matrix)));
  return file;
}

/** Files of the scanner that were loaded. */
const loaded = (): Promise<string[]> =>
  page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));

async function scan(): Promise<void> {
  await page.goto(`${server.origin}/c`);
  await page.getByRole('button', { name: '用相机扫码' }).click();
}

test('WebAssembly in a worker reads the code', async () => {
  await scan();
  await new EnterprisePage(page).expectGenuine();
  expect((await loaded()).filter((name) => name.includes('html5-scanner'))).toEqual([]);
});

test('without Worker html5-qrcode takes over, with the same decoder', async () => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
  await scan();
  await new EnterprisePage(page).expectGenuine();
  const files = await loaded();
  expect(files.some((name) => name.includes('html5-scanner'))).toBe(true);
  expect(files.some((name) => name.endsWith('.wasm'))).toBe(true);
});

test('without WebAssembly either, html5-qrcode reads a code that is held well', async () => {
  const other = await launch({ camera: filmOf(shotOf('plain', 'clean', [1280, 720], 2)) });
  page = await (await other.newContext({ ...CHINA, permissions: ['camera'] })).newPage();
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
    Reflect.deleteProperty(globalThis, 'WebAssembly');
  });
  await scan();
  await new EnterprisePage(page).expectGenuine();
  const files = await loaded();
  expect(files.some((name) => name.includes('html5-scanner'))).toBe(true);
  expect(files.some((name) => name.endsWith('.wasm'))).toBe(false);
  await other.close();
});

test('a camera that is not allowed: clear words, then a photo of the code', async () => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await scan();
  await expect(page.getByRole('alert')).toContainText('没有得到使用相机的许可');
  await page.getByRole('button', { name: '输入短号' }).click();
  await expect(page.getByLabel(/短号/)).toBeFocused();
  const photo = join(folder, 'photo.png');
  writeFileSync(photo, await photograph());
  await page.getByLabel('选一张照片').setInputFiles(photo);
  await new EnterprisePage(page).expectGenuine();
});

/** The first frame of the film as a picture file. */
async function photograph(): Promise<Buffer> {
  const { width, height } = SHOT;
  const luma = Buffer.from(frameOf(SHOT, drawnCode(code).matrix)).toString('base64');
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

test('the camera that was chosen is used again the next time', async () => {
  await page.addInitScript(() => {
    const devices = ['camera2 1, facing front', 'camera2 0, facing back'].map((label, i) => ({
      ...{ kind: 'videoinput', deviceId: `id-${i}`, groupId: '', label },
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
  await scan();
  await page.getByLabel('使用哪个相机').selectOption({ label: '前置相机' });
  await expect(page.getByLabel('使用哪个相机')).toHaveValue('id-0');
  await page.reload();
  await page.getByRole('button', { name: '用相机扫码' }).click();
  await expect(page.getByLabel('使用哪个相机')).toHaveValue('id-0');
  expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('asked') ?? '[]'))).toEqual([
    ...['any', 'id-0'],
    ...['any', 'id-0'],
  ]);
});
