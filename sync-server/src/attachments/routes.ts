import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { photoHashSchema } from '@liangma/shared/photos/photo';
import { storedFileSchema } from '@liangma/shared/tasks/attachments';
import { readersOf } from '@liangma/shared/tasks/joining';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { findTask } from '../ports/directory.ts';
import { readFile, takeFile } from './attachments.ts';

/** A file is named by its hash and never changes. */
const CACHED = 'private, max-age=31536000, immutable';

export const attachmentRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .post(
      '/',
      describe('Send a file for an application: PDF, JPEG or PNG', v.object({ file: storedFileSchema }), [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'too-large',
        'unsupported-media-type',
        'hash-mismatch',
        'too-many-requests',
        'storage-full',
      ]),
      // Base64url of the bytes.
      parse('json', v.object({ bytes: v.string() })),
      async (c) => {
        const actor = permitted(c, 'task.apply');
        const bytes = fromBase64Url(c.req.valid('json').bytes);
        const taken = bytes && (await takeFile(deps, actor, Uint8Array.from(bytes)));
        if (!taken) return problem(c, 'bad-request', { detail: ['bytes'] });
        return taken.ok ? c.json({ file: taken.value }, 201) : problem(c, taken.error);
      },
    )
    .get(
      '/:task/:hash',
      describe('One file of an application', 'bytes', ['not-signed-in', 'forbidden', 'not-found', 'hash-mismatch']),
      parse('param', v.object({ task: taskIdSchema, hash: photoHashSchema })),
      async (c) => {
        signedIn(c);
        const { task: id, hash } = c.req.valid('param');
        const task = await deps.store.read((tx) => findTask(tx, id));
        if (!task) return problem(c, 'not-found');
        permitted(c, 'task.read', readersOf(task));
        const read = await readFile(deps, task, hash);
        if (!read.ok) return problem(c, read.error);
        const { file, bytes } = read.value;
        return c.body(bytes, 200, {
          'content-type': file.type,
          'cache-control': CACHED,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        });
      },
    );
