/** Supervisors decide about events in quarantine (SYNC-9); the list of them is in lists.ts. */
import { eventIdSchema } from '@liangma/shared/kernel/ids';
import { decidedListSchema } from '@liangma/shared/quarantine/quarantine-list';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { decideQuarantined } from './decide-quarantined.ts';

const body = v.object({
  events: v.pipe(v.array(eventIdSchema), v.minLength(1), v.maxLength(100)),
  decision: v.picklist(['released', 'dismissed']),
  note: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
});

export const quarantineRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/decisions',
    describe('Release or dismiss, with a reason; each is judged as if it came in now', decidedListSchema, [
      'bad-request',
      'not-signed-in',
      'forbidden',
      'not-found',
      'wrong-state',
      'conflict',
    ]),
    parse('json', body),
    async (c) => {
      const result = await decideQuarantined(deps, permitted(c, 'quarantine.decide'), c.req.valid('json'));
      return result.ok ? c.json({ events: result.value }) : problem(c, result.error);
    },
  );
