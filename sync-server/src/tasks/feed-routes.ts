import { deviceIdSchema, taskIdSchema } from '@liangma/shared/kernel/ids';
import { taskDocumentSchema } from '@liangma/shared/protocol/documents';
import { scopeChecksumsSchema } from '@liangma/shared/protocol/scope-checksum';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { sentWhole } from '../http/encoding.ts';
import { Problem } from '../http/problem.ts';
import { versionOf } from '../http/protocol.ts';
import { assertEpoch, assertInUse, MAX_PAGE, PULL_PROBLEMS, pullQuery, pullReply } from '../http/pull-request.ts';
import { parse, permitted } from '../http/require.ts';
import { pullTasks } from './feed.ts';

/** A task, or the tombstone of a task that was given to other officers. */
const pulledTask = v.union([taskDocumentSchema, v.object({ id: taskIdSchema, _deleted: v.literal(true) })]);

/** The last page carries the checksums of all tasks (SYNC-17). */
const pulledTasks = v.object({ ...pullReply(pulledTask).entries, sums: v.optional(scopeChecksumsSchema) });

export const taskFeedRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/pull',
    describe('Tasks of the signed-in officer after a checkpoint', pulledTasks, PULL_PROBLEMS),
    parse('query', v.object({ ...pullQuery, device: v.optional(deviceIdSchema) })),
    async (c) => {
      const { officer, account } = permitted(c, 'sync.pull');
      const { checkpoint, limit, epoch, device } = c.req.valid('query');
      // The epoch comes first: a restored store may not know this device, and the device has to hear why.
      assertEpoch(deps, epoch);
      if (device !== undefined) await assertInUse(deps, c, device, account);
      if (officer === null) throw new Problem('forbidden');
      const page = await pullTasks(deps, officer, checkpoint, Math.min(limit, MAX_PAGE), versionOf(c));
      return sentWhole(c, page);
    },
  );
