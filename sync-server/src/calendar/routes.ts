import { authorise } from '@liangma/shared/access/authorise';
import { daySchema } from '@liangma/shared/kernel/instant';
import { countyOf, covers, regionCodeSchema } from '@liangma/shared/kernel/regions';
import { calendarSchema } from '@liangma/shared/tasks/calendar';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { calendarOfAgency, calendarOfRegion, isMonthAtMost } from './calendar.ts';

const query = v.pipe(
  v.object({ from: daySchema, to: daySchema, region: v.optional(regionCodeSchema) }),
  v.check((days) => isMonthAtMost(days), 'days'),
);

export const calendarRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describe('Who goes where: all agencies of a county, or the own agency', calendarSchema, [
      'bad-request',
      'not-signed-in',
      'forbidden',
      'not-found',
    ]),
    parse('query', query),
    async (c) => {
      const { region, ...days } = c.req.valid('query');
      if (authorise(signedIn(c), 'calendar.read-region', c.get('at'))) {
        const post = permitted(c, 'calendar.read-region', region === undefined ? {} : { region });
        // A prefecture or province is read county by county: nobody oversees thousands of officers in a table.
        const chosen = region ?? (await deps.store.read((tx) => firstCounty(tx, post.region)));
        return c.json(await deps.store.read((tx) => calendarOfRegion(tx, countyOf(chosen), days)));
      }
      const { agency } = permitted(c, 'calendar.read');
      const own = agency && (await deps.store.read((tx) => calendarOfAgency(tx, agency.id, days)));
      return own ? c.json(own) : problem(c, 'not-found');
    },
  );

/** The first county that has agencies of its own. */
async function firstCounty(tx: Parameters<Parameters<Deps['store']['read']>[0]>[0], region: string): Promise<string> {
  if (region.length >= 6) return region;
  const counties = (await tx.registry.regions(region)).filter(({ code }) => code.length === 6);
  const agencies = await tx.registry.agenciesIn(region);
  const inhabited = counties.find(({ code }) => agencies.some((agency) => covers(code, agency.region)));
  return (inhabited ?? counties[0])?.code ?? region;
}
