import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { photoHashSchema } from '@liangma/shared/photos/photo';
import { readersOf } from '@liangma/shared/tasks/joining';
import { archivedPaperSchema, PRINTER_STATES } from '@liangma/shared/tasks/papers/archived-paper';
import type { Task } from '@liangma/shared/tasks/task';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { Problem, problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { findTask } from '../ports/directory.ts';
import { archiveOfTask, readPaper } from './archive.ts';

/** A paper is named by its hash and never changes. */
const CACHED = 'private, max-age=31536000, immutable';

const archive = v.object({
  papers: v.array(archivedPaperSchema),
  printer: v.picklist(PRINTER_STATES),
  isWaiting: v.boolean(),
});

export const archiveRoutes = (deps: Deps) => {
  const readable = async (c: Context<AppEnv>, id: string): Promise<Task> => {
    signedIn(c);
    const task = await deps.store.read((tx) => findTask(tx, id));
    if (!task) throw new Problem('not-found');
    permitted(c, 'task.read', readersOf(task));
    return task;
  };
  return new Hono<AppEnv>()
    .get(
      '/:task',
      describe('Archived papers of a task', archive, ['not-signed-in', 'forbidden', 'not-found']),
      parse('param', v.object({ task: taskIdSchema })),
      async (c) => {
        const task = await readable(c, c.req.valid('param').task);
        const found = await deps.store.read((tx) => archiveOfTask(deps, tx, task));
        return c.json({ ...found, papers: [...found.papers] });
      },
    )
    .get(
      '/:task/:hash',
      describe('One archived paper as PDF', 'bytes', ['not-signed-in', 'forbidden', 'not-found', 'hash-mismatch']),
      parse('param', v.object({ task: taskIdSchema, hash: photoHashSchema })),
      async (c) => {
        const { task, hash } = c.req.valid('param');
        const read = await readPaper(deps, await readable(c, task), hash);
        if (!read.ok) return problem(c, read.error);
        const { paper, bytes } = read.value;
        return c.body(bytes, 200, {
          'content-type': 'application/pdf',
          'cache-control': CACHED,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${paper.title}.pdf`)}`,
        });
      },
    );
};
