/** Photos of a record: taken and submitted without network, sent over a link that breaks every 200 kB. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { signIn } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import type { FieldPage } from '../../pages/field-page.ts';
import { ImportPage } from '../../pages/import-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { stored } from '../../support/device-store.ts';
import { day } from '../../support/form-dates.ts';
import { test as journey } from '../../support/journey.ts';
import { NIGHT } from '../../support/night.ts';
import { POSITION, takePictures } from '../../support/pictures.ts';
import { type BreakingLink, breakingLink } from '../../support/unstable-link.ts';

/** At the enterprise with an inspection begun, and without network from there on. */
interface OnSite {
  readonly field: FieldPage;
  readonly pictures: readonly Buffer[];
}

const test = journey.extend<{ readonly link: BreakingLink; readonly onSite: OnSite }>({
  link: async ({ server }, use) => {
    const link = await breakingLink(server.origin);
    await use(link);
    await link.stop();
  },
  origin: ({ link }, use) => use(link.origin),
  onSite: async ({ issued, phoneOf }, use) => {
    const field = await phoneOf('wangjianguo');
    const pictures = await takePictures(field.page, 3);
    await field.page.goto(new URL(`/field/tasks/${issued.id}`, field.page.url()).href);
    await field.page.getByRole('link', { name: '出示检查任务码' }).click();
    await field.startInspection();
    await field.page.context().setOffline(true);
    await use({ field, pictures });
  },
});

test('three photos go up over a link that breaks every 200 kB, with a reload in between', { tag: NIGHT }, async ({
  server,
  link,
  issued: { id },
  onSite: { field, pictures },
  deskOf,
}) => {
  const phone = field.page.context();

  await test.step('taken without network, at an item and of the whole; a killed page loses none', async () => {
    await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房三批面粉直接靠墙存放。' });
    const item = field.page.getByRole('group').filter({ hasText: '原料库房离墙离地存放' });
    await choose(item.getByLabel('从相册选'), pictures.slice(0, 2));
    await expect(item.getByText('已存在本机', { exact: true })).toHaveCount(2);
    await choose(photosOn(field.page).getByLabel('拍照'), pictures.slice(2));
    await expect(field.page.getByText('已存在本机', { exact: true })).toHaveCount(3);
    await field.page.reload();
    await expect(field.page.getByText('已存在本机', { exact: true })).toHaveCount(3);
    expect(await stored(field.page, 'photoBytes')).toHaveLength(3);
  });

  await test.step('submitted without network, they wait behind their record', async () => {
    await field.submitRecord(day(7), '央金');
    await expect(photosOn(field.page).getByText('待上传')).toHaveCount(3);
    await expect(field.page.getByText('另有 3 张照片')).toBeVisible();
    await field.openSync();
    await field.page.getByRole('button', { name: '退出登录' }).click();
    await expect(field.page.getByText(/现在不能退出/)).toBeVisible();
  });

  await test.step('with network they go up through every break and a reload', async () => {
    link.breakEvery(200_000);
    await phone.setOffline(false);
    await expect.poll(() => link.breaks(), { timeout: 60_000 }).toBeGreaterThan(1);
    await field.page.goto(`${link.origin}/field/tasks/${id}`);
    await field.page.reload();
    await expect(photosOn(field.page).getByText('已收妥')).toHaveCount(3, { timeout: 120_000 });
    expect(link.breaks()).toBeGreaterThan(3);
    link.breakEvery(0);
  });

  await test.step('the server holds the very bytes that the record names, without a position in them', async () => {
    const clerk = await signIn(server.origin, 'lichunmei');
    const { task } = (await clerk('GET', `/api/tasks/${id}`)) as { task: { record: { photos: { hash: string }[] } } };
    expect(task.record.photos).toHaveLength(3);
    const officer = phone.request;
    for (const { hash } of task.record.photos) {
      const bytes = await (await officer.get(`${link.origin}/api/photos/${id}/${hash}`)).body();
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
      expect([bytes.includes(POSITION), bytes.includes('Exif')]).toEqual([false, false]);
    }
  });

  await test.step('the phone keeps thumbnails alone, and may be left', async () => {
    expect(await stored(field.page, 'photoBytes')).toEqual([]);
    const rows = (await stored(field.page, 'photos')) as { upload: { state: string }; thumbnail: string }[];
    expect(rows.map(({ upload }) => upload.state)).toEqual(['purged', 'purged', 'purged']);
    expect(rows.every(({ thumbnail }) => thumbnail.startsWith('data:image/jpeg;base64,'))).toBe(true);
    await field.openSync();
    await field.page.getByRole('button', { name: '退出登录' }).click();
    await expect(field.page.getByRole('heading', { name: '退出登录？' })).toBeVisible();
  });

  await test.step('the desk and supervision see them, by keyboard too', async () => {
    for (const [name, path] of [
      ['lichunmei', `/desk/inspections/${id}`],
      ['zhangwei', `/supervision/inspections/${id}`],
    ] as const) {
      const office = await deskOf(name);
      await office.goto(link.origin + path);
      const photos = photosOn(office);
      await expect(photos.getByRole('button')).toHaveCount(3);
      await photos.getByRole('button').first().press('Enter');
      const dialog = office.getByRole('dialog');
      await expect(dialog.getByRole('img', { name: /^照片 1，.*东侧库房三批面粉/ })).toBeVisible();
      await office.keyboard.press('ArrowRight');
      await expect(dialog.getByText('第 2 张，共 3 张')).toBeVisible();
      await expect.poll(() => dialog.getByRole('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
      await office.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
  });
});

test('[PHOTO-3] photos of a phone without network reach the desk in a file, and the phone learns it', async ({
  origin,
  issued: { id },
  onSite: { field, pictures },
  deskOf,
}) => {
  const phone = field.page.context();
  await choose(photosOn(field.page).getByLabel('从相册选'), pictures);
  await expect(field.page.getByText('已存在本机', { exact: true })).toHaveCount(3);
  await field.passRecord();
  const centre = new SyncCentrePage(field.page, origin);

  const [records, photos] = await test.step('two files, without network', async () => {
    await centre.open();
    const files = [await centre.export(), await centre.exportPhotos()] as const;
    await expect(centre.page.getByRole('status').filter({ hasText: '已导出 3 张照片' })).toBeVisible();
    await centre.picture('photos-exported');
    return files.map((path) => readFileSync(path)) as [Buffer, Buffer];
  });

  await test.step('the desk brings them in, in whatever order, and an interrupted import once more', async () => {
    const desk = new ImportPage(await deskOf('lichunmei'), origin);
    await desk.open();
    await desk.take('x-photos.liangma', photos);
    await expect(desk.page.getByText('被退回 3 张')).toBeVisible();
    await desk.picture('photos-refused');
    await desk.again();
    await desk.take('x-photos.liangma', photos.subarray(0, -1));
    await expect(desk.alert).toContainText('这不是补传文件');
    await desk.take('x.liangma', records);
    await expect(desk.row('检查笔录')).toContainText('已收妥');
    await desk.again();
    let patches = 0;
    await desk.page.route('**/api/photos/uploads/**', (route) => (++patches === 2 ? route.abort() : route.continue()));
    await desk.take('x-photos.liangma', photos);
    await expect(desk.alert).toBeVisible();
    await expect(desk.page.getByText('请再导入一次这个文件')).toBeVisible();
    await desk.again();
    await desk.take('x-photos.liangma', photos);
    await expect(desk.page.getByText('照片文件里的 3 张照片已核对完')).toBeVisible();
    await desk.picture('photos-imported');
    const { receipts } = JSON.parse(readFileSync(await desk.receipts(), 'utf8')) as { receipts: { photo: string }[] };
    expect(receipts.map(({ photo }) => photo)).toEqual([...new Set(receipts.map(({ photo }) => photo))]);
    expect(receipts).toHaveLength(3);
    await desk.page.goto(`${origin}/desk/inspections/${id}`);
    await expect(photosOn(desk.page).getByRole('button')).toHaveCount(3);
  });

  await test.step('back in the network the phone lets go of the bytes without sending them', async () => {
    const sent: string[] = [];
    field.page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url()));
    await phone.setOffline(false);
    const states = async () =>
      ((await stored(field.page, 'photos')) as { upload: { state: string } }[]).map(({ upload }) => upload.state);
    await expect.poll(states, { timeout: 60_000 }).toEqual(['purged', 'purged', 'purged']);
    expect(sent).toEqual([]);
  });
});

const photosOn = (page: Page) => page.getByRole('region', { name: /现场照片/ });

const choose = (input: ReturnType<Page['getByLabel']>, pictures: readonly Buffer[]): Promise<void> =>
  input.setInputFiles(pictures.map((buffer, i) => ({ name: `IMG_${i}.jpg`, mimeType: 'image/jpeg', buffer })));
