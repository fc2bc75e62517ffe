/** [PHOTO-3] The photo file, written by a phone and read as the desk reads it. */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { InspectionRecord } from '@liangma/shared/records/record';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { photosIn } from '../../desk/handovers/photo-file.ts';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { append } from '../outbox/event-log.ts';
import type { Uses } from '../parts.ts';
import type { PhotoRow } from '../rows.ts';
import { makePhotoFile } from './photo-file.ts';
import { addPhoto } from './photo-rows.ts';

const NOW = Date.UTC(2026, 10, 27, 9, 30, 5);
const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const NONE: ReadonlySet<string> = new Set();

let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`photo-file${account}`);
});
afterEach(() => db.close());

async function aPhoto(n: number, upload: PhotoRow['upload']): Promise<PhotoRow> {
  const bytes = Uint8Array.of(n, n, n);
  const hash = toHex(await sha256(bytes));
  const row: PhotoRow = {
    task: TASK,
    hash,
    size: 3,
    type: 'image/jpeg',
    takenAt: n,
    thumbnail: '',
    upload,
  };
  await addPhoto(db, row, bytes);
  return row;
}

const make = (given: ReadonlySet<string> = NONE) =>
  makePhotoFile({ db, actor: { account: 'wangjianguo' } } as unknown as Uses<'db' | 'actor'>, NOW, given);

const inside = async (file: { content: Blob } | undefined): Promise<string[] | undefined> =>
  (await photosIn(file?.content ?? new Blob()))?.map(({ hash }) => hash);

test('the file holds the photos that signed records name and the server lacks, byte for byte', async () => {
  const [draft, waiting] = [await aPhoto(1, { state: 'draft' }), await aPhoto(2, { state: 'waiting' })];
  const uploading = await aPhoto(3, { state: 'uploading', url: '/x', offset: 1 });
  await aPhoto(4, { state: 'purged', receipt: 'r', receivedAt: 1 });
  await aPhoto(5, { state: 'held', why: 'record-refused' });
  const file = await make();
  expect(file).toMatchObject({ name: 'liangma-wangjianguo-2026-11-27T093005-photos.liangma', left: 0 });
  expect(await inside(file)).toEqual([waiting.hash, uploading.hash]);
  const content = file?.content as Blob;
  const at = (await photosIn(content))?.[0]?.at ?? 0;
  expect([...new Uint8Array(await content.slice(at, at + 3).arrayBuffer())]).toEqual([2, 2, 2]);

  // Signed a moment ago, without network: not a draft any more.
  const { hash, size, type, takenAt } = draft;
  const data: InspectionRecord = {
    startedAt: 0,
    endedAt: 1,
    items: [],
    outcome: 'no-problem',
    correctBy: null,
    personPresent: '',
    opinion: '',
    photos: [{ hash, size, type, takenAt }],
  };
  expect((await append(db, { type: 'record-submitted', task: TASK, taskRev: 1, data })).ok).toBe(true);
  expect(await inside(await make())).toEqual([draft.hash, waiting.hash, uploading.hash]);
});

test('photos of an earlier file leave room for the rest, and come again when nothing else is left', async () => {
  const [first, second] = [await aPhoto(1, { state: 'waiting' }), await aPhoto(2, { state: 'waiting' })];
  expect(await inside(await make(new Set([first.hash])))).toEqual([second.hash]);
  expect(await inside(await make(new Set([first.hash, second.hash])))).toEqual([first.hash, second.hash]);
});

test('without photos there is no file', async () => {
  await aPhoto(1, { state: 'draft' });
  expect(await make()).toBeUndefined();
});
