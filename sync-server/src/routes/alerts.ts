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

/** Time and id of the last alert of the page before. */
const place = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}\.[0-9a-f-]{36}$/),
  v.transform((text) => ({ at: Number(text.slice(0, text.indexOf('.'))), id: text.slice(text.indexOf('.') + 1) })),
);
const listQuery = v.object({ state: v.optional(v.picklist(['open', 'closed']), 'open'), before: v.optional(place) });
const note = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));

export const alertRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe('Open or closed alerts of the own region, newest first, a hundred from `before` on', alertListSchema, [
        'not-signed-in',
        'forbidden',
      ]),
      parse('query', listQuery),
      async (c) => {
        const { region } = permitted(c, 'supervision.read');
        const { state, before } = c.req.valid('query');
        return c.json(await alertsIn(deps, region, state, before));
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
