import { deviceIdSchema, taskIdSchema } from '@liangma/shared/kernel/ids';
import { pushBodySchema } from '@liangma/shared/protocol/documents';
import { draftAnswerSchema, draftDocumentSchema } from '@liangma/shared/protocol/draft-document';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { Problem } from '../http/problem.ts';
import { assertEpoch, assertInUse, MAX_PAGE, PULL_PROBLEMS, pullQuery, pullReply } from '../http/pull-request.ts';
import { parse, permitted } from '../http/require.ts';
import { pullDrafts, pushDrafts } from './drafts.ts';

/** A row without a task’s id could not be answered at all. */
const draftPushBody = v.pipe(
  pushBodySchema,
  v.check((rows) => rows.every(({ newDocumentState: { id } }) => v.is(taskIdSchema, id)), 'draft-id'),
);

export const draftRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/pull',
      describe('Drafts of records of the signed-in officer’s tasks', pullReply(draftDocumentSchema), PULL_PROBLEMS),
      parse('query', v.object({ ...pullQuery, device: v.optional(deviceIdSchema) })),
      async (c) => {
        const { officer, account } = permitted(c, 'sync.pull');
        const { checkpoint, limit, epoch, device } = c.req.valid('query');
        assertEpoch(deps, epoch);
        if (device !== undefined) await assertInUse(deps, c, device, account);
        if (officer === null) throw new Problem('forbidden');
        return c.json(await pullDrafts(deps, officer, checkpoint, Math.min(limit, MAX_PAGE)));
      },
    )
    .post(
      '/push',
      describe(
        'Drafts of records; rows come back that merging has changed, or that were refused',
        v.array(draftAnswerSchema),
        [
          'bad-request',
          'not-signed-in',
          'forbidden',
          'too-large',
          'protocol-too-old',
          'protocol-too-new',
          'too-many-requests',
        ],
      ),
      rateLimit(deps, 600),
      parse('json', draftPushBody),
      async (c) => {
        const { account, officer } = permitted(c, 'draft.fill');
        if (officer === null) throw new Problem('forbidden');
        return c.json(await pushDrafts(deps, { account, officer }, c.req.valid('json')));
      },
    );
