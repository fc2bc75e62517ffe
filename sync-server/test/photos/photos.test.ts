/** Photos by tus, over the real app: what goes right, and every edge at which an upload can break. */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { MAX_PHOTO_BYTES } from '@liangma/shared/photos/photo';
import { openPhotoReceipt } from '@liangma/shared/photos/photo-receipt';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifySignature } from '../../../shared/test/keys.ts';
import { sweepParts } from '../../src/photos/photos.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, type Reply, startServer, type TestServer } from '../harness.ts';

const RECEIPT = 'x-liangma-photo-receipt';

let server: TestServer;
let officer: Client;
let device: TestDevice;
let task: { id: string };

type Bytes = Uint8Array<ArrayBuffer>;
const JPEG_HEAD = [0xff, 0xd8, 0xff];
const aPhoto = (head = JPEG_HEAD): Bytes => Uint8Array.from([...head, ...randomBytes(300_000 - head.length)]);
const page = aPhoto([...Buffer.from('<!doctype html><script>')]);
/** Photos that the record names; each test takes some of them. */
const photos = [...Array.from({ length: 12 }, () => aPhoto()), page];
let taken = 0;
const next = (): Bytes => photos[taken++] as Bytes;

beforeAll(async () => {
  server = await startServer();
  officer = await server.as('wangjianguo');
  device = aDevice();
  task = await issueTask(await server.as('lichunmei'), await server.as('mayongcheng'));
  server.clock.at = NINE_O_CLOCK + 2 * HOUR;
  await officer.post('/api/devices', { publicKey: device.publicKey });
});
afterAll(() => server.stop());

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const listed = (bytes: Uint8Array) => ({
  hash: hashOf(bytes),
  size: bytes.length,
  type: 'image/jpeg',
  takenAt: NINE_O_CLOCK + HOUR,
  item: { matter: 'M901', item: '1' },
});

/** The record that names them; what became of it. */
async function record(bytes: readonly Uint8Array[]) {
  const data = {
    startedAt: NINE_O_CLOCK + HOUR,
    endedAt: NINE_O_CLOCK + 90 * MINUTE,
    outcome: 'no-problem',
    correctBy: null,
    items: [],
    personPresent: '',
    opinion: '',
    photos: bytes.map(listed),
  };
  const row = await device.event('record-submitted', task.id, data, server.clock.at);
  return (await officer.post('/api/sync/events/push', pushBody(row))).body[0].sync.state;
}

const TUS = { 'tus-resumable': '1.0.0' };

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const begin = (client: Client, bytes: Uint8Array, { id } = task, size = bytes.length): Promise<Reply> =>
  client.raw('/api/photos/uploads', {
    method: 'POST',
    headers: {
      ...TUS,
      'upload-length': String(size),
      'upload-metadata': `task ${base64(id)}, hash ${base64(hashOf(bytes))}`,
    },
  });

const place = (bytes: Uint8Array): string => `/api/photos/uploads/${task.id}/${hashOf(bytes)}`;

const send = (client: Client, bytes: Uint8Array, part: Bytes, offset: number): Promise<Reply> =>
  client.raw(place(bytes), {
    method: 'PATCH',
    headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    body: part,
  });

const head = (client: Client, bytes: Uint8Array): Promise<Reply> =>
  client.raw(place(bytes), { method: 'HEAD', headers: TUS });

async function receiptIn(reply: Reply) {
  const bytes = fromBase64Url(reply.headers.get(RECEIPT) ?? '');
  const { keys } = await server.deps.trust.opened();
  return bytes && openPhotoReceipt(bytes, keys, verifySignature);
}

test('[PHOTO-1] the server rejects a photo before its record, and one that the record does not name', async () => {
  const photo = next();
  const why = ({ status, body }: Reply) => [status, body.code, body.detail?.[0]];
  expect(why(await begin(officer, photo))).toEqual([403, 'forbidden', 'not-listed']);
  expect(await record(photos)).toBe('accepted');
  const other = Uint8Array.from(randomBytes(1000));
  expect(why(await begin(officer, other))).toEqual([403, 'forbidden', 'not-listed']);
  expect(why(await begin(officer, photo, task, photo.length - 1))).toEqual([403, 'forbidden', 'size-differs']);
  expect(why(await begin(officer, photo, task, MAX_PHOTO_BYTES + 1))[0]).toBe(413);
  expect((await begin(officer, photo)).status).toBe(201);
});

test('an upload in slices ends with a receipt that can be repeated, and the photo reads back byte for byte', async () => {
  const photo = next();
  const created = await begin(officer, photo);
  expect(created).toMatchObject({ status: 201 });
  expect(created.headers.get('location')).toBe(place(photo));
  expect((await send(officer, photo, photo.slice(0, 131_072), 0)).headers.get('upload-offset')).toBe('131072');
  const asked = await head(officer, photo);
  expect([asked.status, asked.headers.get('upload-offset'), asked.headers.get('upload-length')]).toEqual([
    200,
    '131072',
    '300000',
  ]);
  expect(asked.headers.get(RECEIPT)).toBeNull();
  const last = await send(officer, photo, photo.slice(131_072), 131_072);
  expect(last.status).toBe(204);
  expect(await receiptIn(last)).toEqual({ hash: hashOf(photo), receivedAt: server.clock.at });
  server.clock.at += DAY;
  expect((await head(officer, photo)).headers.get(RECEIPT)).toBe(last.headers.get(RECEIPT));
  const read = await officer.get(`/api/photos/${task.id}/${hashOf(photo)}`);
  expect(Buffer.from(read.body).equals(Buffer.from(photo))).toBe(true);
  expect(Object.fromEntries(read.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-disposition': `attachment; filename="photo-${hashOf(photo).slice(0, 12)}.jpeg"`,
  });
  expect((await officer.get(`/api/photos/${task.id}`)).body.photos).toContainEqual({
    hash: hashOf(photo),
    received: true,
  });
});

test('[PHOTO-3] the office of the agency may send and view photos in place of its devices', async () => {
  const photo = next();
  await begin(officer, photo);
  await send(officer, photo, photo, 0);
  const path = `/api/photos/${task.id}/${hashOf(photo)}`;
  const may = async (name: string) => {
    const client = await server.as(name);
    return [(await begin(client, photo)).status, (await client.get(path)).status];
  };
  expect(await may('zhuoma')).toEqual([201, 200]);
  expect(await may('lichunmei')).toEqual([201, 200]);
  expect(await may('mayongcheng')).toEqual([201, 200]);
  expect(await may('zhangwei')).toEqual([403, 200]);
  expect((await server.anonymous.get(path)).status).toBe(401);
  expect((await begin(server.anonymous, photo)).status).toBe(401);
  const unknown = { id: '019a0000-0000-7000-8000-000000000009' };
  expect((await begin(officer, photo, unknown)).status).toBe(404);
});

test('[SYNC-9] a suspended officer on a revoked device can still upload the photos of an accepted record', async () => {
  const photo = next();
  const [supervisor, leader] = [await server.as('zhangwei'), await server.as('mayongcheng')];
  const person = (await officer.get('/api/session')).body.actor.officer;
  const reason = { reason: '正在核查' };
  expect((await officer.get(`/api/sync/events/pull?device=${device.id}`)).status).toBe(200);
  expect((await supervisor.post(`/api/officers/${person}/suspension`, reason)).status).toBe(200);
  expect((await leader.post(`/api/devices/${device.id}/revoke`, reason)).status).toBe(200);
  expect((await officer.get('/api/sync/tasks/pull')).body.code).toBe('device-revoked');
  expect((await begin(officer, photo)).status).toBe(201);
  expect(await receiptIn(await send(officer, photo, photo, 0))).toMatchObject({ hash: hashOf(photo) });
  const other = Uint8Array.from(randomBytes(1000));
  expect((await begin(officer, other)).status).toBe(403);
  expect((await supervisor.post(`/api/officers/${person}/reinstatement`, {})).status).toBe(200);
  officer = await server.as('wangjianguo');
});

test('a wrong offset gets 409 and changes nothing, and a cut body keeps the bytes that came', async () => {
  const photo = next();
  expect((await send(officer, photo, photo.slice(0, 10), 0)).status).toBe(404);
  await begin(officer, photo);
  await send(officer, photo, photo.slice(0, 1000), 0);
  expect((await send(officer, photo, photo.slice(0, 1000), 0)).body.code).toBe('conflict');
  expect((await send(officer, photo, photo.slice(2000, 3000), 2000)).body.code).toBe('conflict');
  let sent = 0;
  const pull = (stream: ReadableStreamDefaultController) =>
    sent++ === 0 ? stream.enqueue(photo.slice(1000, 1500)) : stream.error(new Error('cut'));
  const cut = new ReadableStream({ pull }, { highWaterMark: 0 });
  const type = { 'content-type': 'application/offset+octet-stream', 'content-length': '299000' };
  const reply = await officer.raw(place(photo), {
    method: 'PATCH',
    headers: { ...TUS, ...type, 'upload-offset': '1000' },
    body: cut,
    duplex: 'half',
  });
  expect(reply.status).toBeGreaterThanOrEqual(400);
  expect((await head(officer, photo)).headers.get('upload-offset')).toBe('1500');
  expect((await send(officer, photo, photo.slice(1500), 1500)).status).toBe(204);
});

test('bytes with another hash are deleted with a clear error, and the upload starts again', async () => {
  const photo = next();
  await begin(officer, photo);
  const wrong = Uint8Array.from(photo);
  wrong[7] = (wrong[7] as number) ^ 1;
  expect(await send(officer, photo, wrong, 0)).toMatchObject({ status: 422, body: { code: 'hash-mismatch' } });
  expect((await head(officer, photo)).status).toBe(404);
  expect((await officer.get(`/api/photos/${task.id}`)).body.photos).toContainEqual({
    hash: hashOf(photo),
    received: false,
  });
  await begin(officer, photo);
  expect(await receiptIn(await send(officer, photo, photo, 0))).toBeDefined();
});

test('bytes beyond the announced size are rejected, and the earlier bytes stay', async () => {
  const photo = next();
  await begin(officer, photo);
  await send(officer, photo, photo.slice(0, 299_000), 0);
  const more = new Uint8Array(2000);
  expect((await send(officer, photo, more, 299_000)).status).toBe(413);
  expect((await head(officer, photo)).headers.get('upload-offset')).toBe('299000');
});

test('two concurrent uploads of one photo end with the same receipt', async () => {
  const photo = next();
  const other = await server.as('zhuoma');
  await Promise.all([begin(officer, photo), begin(other, photo)]);
  const upload = async (client: Client): Promise<string> => {
    for (;;) {
      const asked = await head(client, photo);
      const receipt = asked.headers.get(RECEIPT);
      if (receipt) return receipt;
      const offset = Number(asked.headers.get('upload-offset'));
      await send(client, photo, photo.slice(offset, offset + 50_000), offset);
    }
  };
  const [one, two] = await Promise.all([upload(officer), upload(other)]);
  expect(one).toBe(two);
  expect((await begin(officer, photo)).headers.get('upload-offset')).toBe('300000');
  expect(await server.deps.store.read((tx) => tx.audit.ofSubject('6206', hashOf(photo)))).toHaveLength(1);
});

test('the sweep deletes an abandoned part and never a whole photo', async () => {
  const [photo, other] = [next(), next()];
  await begin(officer, photo);
  await send(officer, photo, photo, 0);
  await begin(officer, other);
  await send(officer, other, other.slice(0, 1000), 0);
  const expires = Date.parse((await head(officer, other)).headers.get('upload-expires') ?? '');
  expect(expires).toBe(server.clock.at + 7 * DAY);
  server.clock.at = expires - 1000;
  await sweepParts(server.deps);
  expect((await head(officer, other)).status).toBe(200);
  server.clock.at = expires;
  expect((await head(officer, other)).status).toBe(404);
  await begin(officer, other);
  server.clock.at += 8 * DAY;
  expect(await sweepParts(server.deps)).toBeGreaterThan(0);
  expect(readdirSync(join(server.folder, 'photos', 'parts'))).not.toContain(hashOf(other));
  expect((await head(officer, photo)).headers.get('upload-offset')).toBe('300000');
});

test('a store from an older copy gives a new receipt for bytes that are there', async () => {
  const photo = next();
  await server.deps.blobs.begin(hashOf(photo));
  await server.deps.blobs.append(hashOf(photo), { offset: 0, end: photo.length }, new Blob([photo]).stream());
  await server.deps.blobs.finish(hashOf(photo), () => true);
  expect(await receiptIn(await begin(officer, photo))).toEqual({ hash: hashOf(photo), receivedAt: server.clock.at });
});

test('[PHOTO-1] bytes that are no picture are deleted although a record names their hash', async () => {
  await begin(officer, page);
  const reply = await send(officer, page, page, 0);
  expect([reply.status, reply.body.code]).toEqual([422, 'not-a-photo']);
  expect((await head(officer, page)).status).toBe(404);
  expect((await officer.get(`/api/photos/${task.id}/${hashOf(page)}`)).status).toBe(404);
});

test('a request without the header of tus does nothing, and OPTIONS lists the supported versions', async () => {
  const photo = next();
  const asked = await officer.raw(place(photo), { method: 'HEAD', headers: { 'tus-resumable': '0.2.0' } });
  expect([asked.status, asked.headers.get('tus-version')]).toEqual([412, '1.0.0']);
  expect((await officer.post('/api/photos/uploads', {})).status).toBe(412);
  const options = await officer.raw('/api/photos/uploads', { method: 'OPTIONS' });
  expect(options.headers.get('tus-extension')).toBe('creation,expiration');
  expect((await send(officer, photo, photo.slice(0, 10), 0)).headers.get('tus-resumable')).toBe('1.0.0');
  const typed = await officer.raw(place(photo), { method: 'PATCH', headers: { ...TUS, 'upload-offset': '0' } });
  expect(typed.status).toBe(415);
});

test('a hash in another form of hex reaches no file', async () => {
  await expect(server.deps.blobs.has('../../keys')).rejects.toThrow('not a hash');
  expect((await officer.get(`/api/photos/${task.id}/${toHex(new Uint8Array(31))}`)).status).toBe(400);
});
