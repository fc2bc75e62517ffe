import { daySchema } from '@liangma/shared/kernel/instant';
import { quietPeriodSchema, quietTermsSchema } from '@liangma/shared/quiet-periods/quiet-period';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { arrange, end } from './quiet-periods.ts';

const one = v.object({ period: quietPeriodSchema });

export const quietPeriodRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe('Quiet periods that concern the own region', v.object({ periods: v.array(quietPeriodSchema) }), [
        'not-signed-in',
        'forbidden',
      ]),
      async (c) => {
        const { region } = permitted(c, 'registry.read');
        return c.json({ periods: await deps.store.read((tx) => tx.quietPeriods.about(region)) });
      },
    )
    .post(
      '/',
      describe('Arrange a quiet period', one, [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
        'wrong-state',
      ]),
      parse('json', quietTermsSchema),
      async (c) => {
        const result = await arrange(deps, permitted(c, 'quiet-period.manage'), c.req.valid('json'));
        return result.ok ? c.json({ period: result.value }) : problem(c, result.error);
      },
    )
    .post(
      '/:id/end',
      describe('End a quiet period', one, ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state']),
      parse('param', v.object({ id: v.pipe(v.string(), v.uuid()) })),
      parse('json', v.object({ until: daySchema })),
      async (c) => {
        const { id } = c.req.valid('param');
        const result = await end(deps, permitted(c, 'quiet-period.manage'), id, c.req.valid('json').until);
        return result.ok ? c.json({ period: result.value }) : problem(c, result.error);
      },
    );
