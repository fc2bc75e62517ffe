/** Every list that people search, filter, page through and export (shared/src/lists). */
import { listQuerySchema } from '@liangma/shared/lists/list-query';
import { listReplySchema } from '@liangma/shared/lists/list-reply';
import { taskListSpec, taskRowSchema } from '@liangma/shared/tasks/task-list';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { noteExport, taskList } from '../usecases/lists.ts';

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden'] as const;

export const listRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/tasks',
      describe('Tasks of the own agency', listReplySchema(taskRowSchema), PROBLEMS),
      parse('query', listQuerySchema(taskListSpec)),
      async (c) => {
        const actor = permitted(c, 'task.read');
        if (!actor.agency) return problem(c, 'forbidden');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'tasks', taskListSpec, query);
        return c.json(await taskList(deps, { agency: actor.agency.id }, query));
      },
    )
    .get(
      '/inspections',
      describe('Inspections of the own region', listReplySchema(taskRowSchema), PROBLEMS),
      parse('query', listQuerySchema(taskListSpec)),
      async (c) => {
        const actor = permitted(c, 'supervision.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'inspections', taskListSpec, query);
        return c.json(await taskList(deps, { region: actor.region }, query));
      },
    );
