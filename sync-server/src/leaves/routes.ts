import { daySchema } from '@liangma/shared/kernel/instant';
import { leaveSchema, leaveTermsSchema } from '@liangma/shared/registry/leave';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { enterLeave, leavesOf, removeLeave } from './leaves.ts';

const one = v.object({ leave: leaveSchema });
const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state'] as const;

export const leaveRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe('Absences of officers of the own agency from a day on', v.object({ leaves: v.array(leaveSchema) }), [
        'bad-request',
        'not-signed-in',
        'forbidden',
      ]),
      parse('query', v.object({ from: daySchema })),
      async (c) => {
        const { agency } = permitted(c, 'leave.read');
        const { from } = c.req.valid('query');
        return c.json({ leaves: agency ? await deps.store.read((tx) => leavesOf(deps, tx, agency.id, from)) : [] });
      },
    )
    .post(
      '/',
      describe('Enter an absence of an officer', one, PROBLEMS),
      parse('json', leaveTermsSchema),
      async (c) => {
        const result = await enterLeave(deps, signedIn(c), c.req.valid('json'));
        return result.ok ? c.json({ leave: result.value }, 201) : problem(c, result.error);
      },
    )
    .post(
      '/:id/removal',
      describe('Take an absence back', one, PROBLEMS),
      parse('param', v.object({ id: v.pipe(v.string(), v.uuid()) })),
      async (c) => {
        const result = await removeLeave(deps, signedIn(c), c.req.valid('param').id);
        return result.ok ? c.json({ leave: result.value }) : problem(c, result.error);
      },
    );
