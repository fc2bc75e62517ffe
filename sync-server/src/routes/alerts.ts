/** Alerts of a region: supervisors read them beside what officers say, and close them with a note (SUP-1). */
import { closingSchema } from '@liangma/shared/sync/alerts';
import { alertListSchema } from '@liangma/shared/sync/listed-alert';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { alertsIn, closeAlert } from '../usecases/alerts.ts';

const listQuery = v.object({ state: v.optional(v.picklist(['open', 'closed']), 'open') });
const note = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const LISTED = 100;

export const alertRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe('Open or closed alerts of the own region, newest first', alertListSchema, [
        'not-signed-in',
        'forbidden',
      ]),
      parse('query', listQuery),
      async (c) => {
        const { region } = permitted(c, 'supervision.read');
        return c.json(await alertsIn(deps, region, c.req.valid('query').state, LISTED));
      },
    )
    .post(
      '/:id/close',
      describe('Close an alert with a note; it stays, with who and when', v.object({ closed: closingSchema }), [
        ...(['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state'] as const),
      ]),
      parse('param', v.object({ id: v.pipe(v.string(), v.uuid()) })),
      parse('json', v.object({ note })),
      async (c) => {
        const actor = permitted(c, 'alert.close');
        const result = await closeAlert(deps, actor, c.req.valid('param').id, c.req.valid('json').note);
        return result.ok ? c.json({ closed: result.value }) : problem(c, result.error);
      },
    );
