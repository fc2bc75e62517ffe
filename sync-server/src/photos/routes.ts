/**
 * Photos come by tus 1.0.0 (tus.io/protocols/resumable-upload): core protocol, creation, expiration. An upload is
 * named by its task and its hash, so that a device that lost the address finds it again. Not here: checksum (the hash
 * of the whole is checked at the end), termination (nothing is sent before its record), concatenation.
 */
import { authorise, type Subject } from '@liangma/shared/access/authorise';
import { toBase64Url, utf8Decode } from '@liangma/shared/kernel/bytes';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { shardOf } from '@liangma/shared/kernel/regions';
import { MAX_PHOTO_BYTES, type Photo, photoHashSchema, photosHereSchema } from '@liangma/shared/photos/photo';
import { PHOTO_RECEIPT_HEADER } from '@liangma/shared/photos/photo-receipt';
import { readersOf } from '@liangma/shared/tasks/joining';
import { photosOf, takePhoto } from '@liangma/shared/tasks/photos';
import type { Task } from '@liangma/shared/tasks/task';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { Problem, problem } from '../http/problem.ts';
import { handingIn, parse, permitted, signedIn } from '../http/require.ts';
import { appendToUpload, beginUpload, photosHere, photoTask, type Upload, uploadOf } from './photos.ts';

const TUS = '1.0.0';
const TUS_HEADERS = { 'tus-resumable': TUS, 'tus-version': TUS };
/** tus, "PATCH": the one content type of an upload. */
const OFFSET_STREAM = 'application/offset+octet-stream';

const oneParam = v.object({ task: taskIdSchema, hash: photoHashSchema });
const UPLOAD_PROBLEMS = ['not-signed-in', 'forbidden', 'not-found'] as const;

/** A file is what its bytes are; the page asks for it by hash, and it never changes. */
const CACHED = 'private, max-age=31536000, immutable';

const uploadRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .use(async (c, next) => {
      for (const [name, value] of Object.entries(TUS_HEADERS)) c.header(name, value);
      // tus, "Tus-Resumable": another version is answered with 412 and nothing is done.
      const spoken = c.req.method === 'OPTIONS' || c.req.header('tus-resumable') === TUS;
      return spoken ? next() : c.body(null, 412);
    })
    .options('/', (c) => {
      c.header('tus-extension', 'creation,expiration');
      c.header('tus-max-size', String(MAX_PHOTO_BYTES));
      return c.body(null, 204);
    })
    .post(
      '/',
      describe('Begin the upload of a photo that a record names (tus creation)', 'empty', [
        ...UPLOAD_PROBLEMS,
        'bad-request',
        'too-large',
      ]),
      async (c) => {
        const { task, hash, size } = wanted(c);
        const { actor, photo } = await photoToSend(deps, c, task, hash, size);
        const upload = await beginUpload(deps, actor, photo);
        c.header('location', `/api/photos/uploads/${task}/${hash}`);
        return uploadAnswer(c, photo, upload, 201);
      },
    )
    // Hono answers HEAD by what GET would be.
    .get(
      '/:task/:hash',
      describe('How far an upload has come (tus HEAD)', 'empty', UPLOAD_PROBLEMS),
      parse('param', oneParam),
      async (c) => {
        const { task, hash } = c.req.valid('param');
        const { actor, photo } = await photoToSend(deps, c, task, hash);
        const upload = await uploadOf(deps, actor, photo);
        return upload ? uploadAnswer(c, photo, upload, 200) : problem(c, 'not-found');
      },
    )
    .patch(
      '/:task/:hash',
      describe('Go on with an upload (tus PATCH)', 'empty', [
        ...UPLOAD_PROBLEMS,
        'bad-request',
        'unsupported-media-type',
        'conflict',
        'too-large',
        'hash-mismatch',
        'not-a-photo',
      ]),
      parse('param', oneParam),
      async (c) => {
        const { task, hash } = c.req.valid('param');
        const { actor, photo } = await photoToSend(deps, c, task, hash);
        if (c.req.header('content-type') !== OFFSET_STREAM) return problem(c, 'unsupported-media-type');
        const offset = wholeNumber(c.req.header('upload-offset'));
        const result = await appendToUpload(deps, actor, photo, offset, c.req.raw.body ?? NOTHING);
        if (result.ok) return uploadAnswer(c, photo, result.value, 204);
        return problem(c, result.error === 'offset' ? 'conflict' : result.error);
      },
    );

export const photoRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .route('/uploads', uploadRoutes(deps))
    .get(
      '/:task',
      describe('Which photos of a task have come', photosHereSchema, UPLOAD_PROBLEMS),
      parse('param', v.object({ task: taskIdSchema })),
      async (c) => {
        const task = await taskToRead(deps, c, c.req.valid('param').task);
        return c.json({ photos: await photosHere(deps, task) });
      },
    )
    .get('/:task/:hash', describe('One photo', 'bytes', UPLOAD_PROBLEMS), parse('param', oneParam), async (c) => {
      const { hash } = c.req.valid('param');
      const task = await taskToRead(deps, c, c.req.valid('param').task);
      const photo = photosOf(task).find((one) => one.hash === hash);
      const bytes = photo && (await deps.blobs.read(hash));
      if (!photo || !bytes) return problem(c, 'not-found');
      return c.body(bytes, 200, {
        'content-type': photo.type,
        'cache-control': CACHED,
        'content-disposition': `attachment; filename="photo-${hash.slice(0, 12)}.${photo.type.slice('image/'.length)}"`,
      });
    });

const NOTHING: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };

async function taskOf(deps: Deps, id: string): Promise<{ task: Task; subject: Subject }> {
  const found = await photoTask(deps, id);
  if (!found) throw new Problem('not-found');
  const { task, officers } = found;
  return { task, subject: { ...readersOf(task), officers } };
}

async function taskToRead(deps: Deps, c: Context<AppEnv>, id: string): Promise<Task> {
  signedIn(c);
  const { task, subject } = await taskOf(deps, id);
  permitted(c, 'photo.read', subject);
  return task;
}

/**
 * [SYNC-9] Also from a revoked device, and of who is suspended since: the record that names the photo was accepted, or
 * released from quarantine, and the photo is what its hash says. [PHOTO-3] For the same reason whoever brings in the
 * files of the agency's devices may send it in their place.
 */
async function photoToSend(deps: Deps, c: Context<AppEnv>, id: string, hash: string, size?: number) {
  const actor = handingIn(c);
  const { task, subject } = await taskOf(deps, id);
  const isOwn = actor.officer !== null && (subject.officers?.includes(actor.officer) ?? false);
  if (!isOwn && !authorise(actor, 'handover.import', c.get('at'), subject)) throw new Problem('forbidden');
  const photo = takePhoto(task, hash, size);
  if (!photo.ok) throw new Problem('forbidden', { detail: [photo.error] });
  return { actor, photo: { ...photo.value, shard: shardOf(task.enterprise.region) } };
}

/** tus, "Creation": Upload-Length, and Upload-Metadata as `key base64, key base64`. */
function wanted(c: Context<AppEnv>) {
  const size = wholeNumber(c.req.header('upload-length'));
  if (size > MAX_PHOTO_BYTES) throw new Problem('too-large', { limit: MAX_PHOTO_BYTES });
  const pairs = (c.req.header('upload-metadata') ?? '').split(',').map((pair) => pair.trim().split(' '));
  const named = v.safeParse(oneParam, Object.fromEntries(pairs.map(([key, value]) => [key, textOf(value)])));
  if (!named.success) throw new Problem('bad-request', { detail: ['upload-metadata'] });
  return { ...named.output, size };
}

function textOf(base64 = ''): string {
  try {
    return utf8Decode(Uint8Array.from(Buffer.from(base64, 'base64')));
  } catch {
    return '';
  }
}

function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new Problem('bad-request');
  return Number(text);
}

function uploadAnswer(
  c: Context<AppEnv>,
  photo: Photo,
  { offset, expiresAt, receipt }: Upload,
  status: 200 | 201 | 204,
) {
  c.header('upload-offset', String(offset));
  c.header('upload-length', String(photo.size));
  c.header('cache-control', 'no-store');
  if (expiresAt !== undefined) c.header('upload-expires', new Date(expiresAt).toUTCString());
  if (receipt) c.header(PHOTO_RECEIPT_HEADER, toBase64Url(receipt));
  return c.body(null, status);
}
