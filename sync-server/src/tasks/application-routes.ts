/** Facts that an application is judged by, as far as the desk may have them. */
import { lookElsewhereSchema, lookedElsewhereSchema } from '@liangma/shared/compliance/elsewhere';
import { enterpriseFactsSchema } from '@liangma/shared/compliance/facts';
import { referenceSchema } from '@liangma/shared/tasks/task';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { slowDown } from '../limits/slow-down.ts';
import { withTownship } from '../registry/routes.ts';
import { enterpriseFacts } from './applications.ts';
import { lookElsewhere } from './look-elsewhere.ts';

const LOOKS_PER_MINUTE = 20;
const referenceNumber = referenceSchema.entries.number;
const calendarYear = v.pipe(v.string(), v.regex(/^20\d\d$/), v.transform(Number));

export const applicationRoutes = (deps: Deps) => {
  const guesses = slowDown();
  return new Hono<AppEnv>()
    .get(
      '/facts',
      describe('What the rules need to know of an enterprise', enterpriseFactsSchema, [
        'not-signed-in',
        'forbidden',
        'not-found',
      ]),
      parse(
        'query',
        v.object({
          enterprise: v.pipe(v.string(), v.maxLength(18)),
          reference: v.optional(referenceNumber),
          year: v.optional(calendarYear),
        }),
      ),
      async (c) => {
        const { agency } = permitted(c, 'facts.read');
        const { enterprise, reference, year } = c.req.valid('query');
        const facts = await deps.store.read(async (tx) => {
          const found = await enterpriseFacts(deps, tx, agency?.id ?? '', { enterprise, reference, year });
          return found && { ...found, enterprise: await withTownship(tx, found.enterprise) };
        });
        if (!facts) return problem(c, 'not-found');
        permitted(c, 'registry.read', { region: facts.enterprise.region });
        return c.json({ now: deps.clock.now(), ...facts });
      },
    )
    .post(
      '/elsewhere',
      describe(
        'Name and address of one enterprise of another region, for a letter of assistance',
        lookedElsewhereSchema,
        ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'too-many-requests'],
      ),
      rateLimit(deps, LOOKS_PER_MINUTE),
      parse('json', lookElsewhereSchema),
      async (c) => {
        const actor = permitted(c, 'task.apply');
        const now = deps.ticks.now();
        const wait = guesses.wait(actor.account, now);
        if (wait > 0) return problem(c, 'too-many-requests', { retryAfter: Math.ceil(wait / 1000) });
        const looked = await lookElsewhere(deps, actor, actor.agency?.id ?? '', c.req.valid('json'));
        if (looked) return c.json(looked);
        guesses.miss(actor.account, now);
        return problem(c, 'not-found');
      },
    );
};
