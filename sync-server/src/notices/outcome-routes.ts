/** `/api/outcomes`: the outcome of an inspection behind the link that its enterprise was sent. Nobody signs in. */
import { outcomeViewSchema } from '@liangma/shared/notices/outcome';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse } from '../http/require.ts';
import { openOutcome } from './outcomes.ts';

const token = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));

export const outcomeRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/open',
    describe('Outcome of an inspection, for whoever holds the link; the first reading is kept', outcomeViewSchema, [
      'bad-request',
      'not-found',
      'too-many-requests',
    ]),
    rateLimit(deps, 30),
    parse('json', v.object({ token })),
    async (c) => {
      const opened = await openOutcome(deps, c.req.valid('json').token);
      return opened.ok ? c.json(opened.value) : problem(c, opened.error);
    },
  );
