/** Supervisors close an alert with a note (SUP-1); the list of alerts is in lists.ts. */
import { closingSchema } from '@liangma/shared/alerts/alerts';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { closeAlert } from './alerts.ts';

const note = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));

export const alertRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/:id/close',
    describe('Close an alert with a note; it stays, with who and when', v.object({ closed: closingSchema }), [
      'bad-request',
      'not-signed-in',
      'forbidden',
      'not-found',
      'wrong-state',
    ]),
    parse('param', v.object({ id: v.pipe(v.string(), v.uuid()) })),
    parse('json', v.object({ note })),
    async (c) => {
      const actor = permitted(c, 'alert.close');
      const result = await closeAlert(deps, actor, c.req.valid('param').id, c.req.valid('json').note);
      return result.ok ? c.json({ closed: result.value }) : problem(c, result.error);
    },
  );
