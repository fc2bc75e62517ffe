/** Thresholds in force, their history and plans, and the working calendar. Faces warn by the same values by which the server decides. */
import { policyNameSchema, policySchema } from '@liangma/shared/compliance/policy';
import { policyRowSchema } from '@liangma/shared/compliance/policy-rows';
import { dayOf, daySchema } from '@liangma/shared/kernel/instant';
import { regionCodeSchema, regionSchema } from '@liangma/shared/kernel/regions';
import { calendarYearSchema } from '@liangma/shared/kernel/working-days';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { rootRegion } from '../ports/directory.ts';
import { importYear, setPolicy } from './policies.ts';

const ofRegion = v.object({ region: v.optional(regionCodeSchema) });

const wishSchema = v.object({
  name: policyNameSchema,
  region: regionCodeSchema,
  effectiveFrom: daySchema,
  value: v.number(),
  binding: v.boolean(),
  document: policyRowSchema.entries.document,
});

const rulebookSchema = v.object({
  region: regionCodeSchema,
  /** The region that the installation serves: its administrator imports the calendar. */
  root: v.string(),
  regions: v.array(regionSchema),
  today: daySchema,
  rows: v.array(policyRowSchema),
  calendar: v.array(calendarYearSchema),
});

export const policyRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/', describe('The thresholds in force', policySchema, ['not-signed-in']), parse('query', ofRegion), (c) => {
      const actor = signedIn(c);
      return c.json({ ...deps.policies.at(c.req.valid('query').region ?? actor.region, deps.clock.now()) });
    })
    .get(
      '/rows',
      describe('All rows of the thresholds and the working calendar', rulebookSchema, ['not-signed-in']),
      async (c) => {
        const actor = signedIn(c);
        const { rows, calendar } = deps.policies.current();
        const { root, regions } = await deps.store.read(async (tx) => {
          const codes = new Set([...rows.map(({ region }) => region), ...prefixesOf(actor.region)].filter(Boolean));
          const named = await Promise.all([...codes].sort().map((code) => tx.registry.region(code)));
          return { root: await rootRegion(tx), regions: named.filter((region) => region !== undefined) };
        });
        const today = dayOf(deps.clock.now());
        return c.json({ region: actor.region, root, regions, today, rows: [...rows], calendar: [...calendar] });
      },
    )
    .post(
      '/rows',
      describe('Sets a threshold for a region from a day on', policyRowSchema, [
        'not-signed-in',
        'forbidden',
        'out-of-bounds',
        'in-the-past',
        'looser-than-superior',
      ]),
      parse('json', wishSchema),
      async (c) => {
        const wish = c.req.valid('json');
        const actor = permitted(c, 'policy.set', { region: wish.region });
        const set = await setPolicy(deps, actor, wish);
        return set.ok ? c.json(set.value) : problem(c, set.error);
      },
    )
    .post(
      '/calendar',
      describe('Imports a year of the working calendar', calendarYearSchema, [
        'not-signed-in',
        'forbidden',
        'year-settled',
      ]),
      parse('json', calendarYearSchema),
      async (c) => {
        const imported = await importYear(deps, signedIn(c), c.req.valid('json'));
        return imported.ok ? c.json(imported.value) : problem(c, imported.error);
      },
    );

/** Province, prefecture, county and township of a region. */
const prefixesOf = (region: string): string[] =>
  [2, 4, 6, 9].map((n) => region.slice(0, n)).filter((p) => p.length > 1);
