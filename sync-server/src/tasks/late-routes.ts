import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { applicationSchema, taskSchema } from '@liangma/shared/tasks/task';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { enterLate } from './late-entries.ts';

export const lateEntryRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/',
    describe(
      'Enter an inspection afterwards that began without a code (LATE-1, LATE-2)',
      v.object({ task: taskSchema }),
      ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'enterprise-ceased', 'wrong-state', 'findings'],
    ),
    parse('json', v.object({ id: taskIdSchema, application: applicationSchema })),
    async (c) => {
      const actor = permitted(c, 'task.enter-late');
      const { id, application } = c.req.valid('json');
      const entered = await enterLate(deps, actor, id, application);
      if (entered.ok) return c.json({ task: entered.value }, 201);
      const { code, ...extra } = entered.error;
      return problem(c, code, extra);
    },
  );
