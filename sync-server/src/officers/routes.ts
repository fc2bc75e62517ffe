/** Suspending officers (SYNC-9). */
import { officerIdSchema } from '@liangma/shared/registry/officer';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, signedIn } from '../http/require.ts';
import { reinstateOfficer, suspendOfficer } from './suspension.ts';

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state'] as const;
const suspension = v.object({ from: v.number(), until: v.nullable(v.number()) });
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const officer = parse('param', v.object({ id: officerIdSchema }));

export const officerRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .post(
      '/:id/suspension',
      describe('Suspend an officer, with a reason', suspension, PROBLEMS),
      officer,
      parse('json', v.object({ reason })),
      async (c) => {
        const result = await suspendOfficer(deps, signedIn(c), c.req.valid('param').id, c.req.valid('json').reason);
        if (!result.ok) return problem(c, result.error);
        return c.json({ from: result.value.from, until: result.value.until });
      },
    )
    .post(
      '/:id/reinstatement',
      describe('End the suspension of an officer', suspension, PROBLEMS),
      officer,
      async (c) => {
        const result = await reinstateOfficer(deps, signedIn(c), c.req.valid('param').id);
        if (!result.ok) return problem(c, result.error);
        return c.json({ from: result.value.from, until: result.value.until });
      },
    );
