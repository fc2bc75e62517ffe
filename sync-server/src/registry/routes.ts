import { utf8 } from '@liangma/shared/kernel/bytes';
import { dayOf, MINUTE } from '@liangma/shared/kernel/instant';
import { regionCodeSchema, regionSchema } from '@liangma/shared/kernel/regions';
import { wholeList } from '@liangma/shared/lists/list-query';
import { type Enterprise, listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import { officerIdSchema, officerSchema, servesOn } from '@liangma/shared/registry/officer';
import { servedCounty } from '@liangma/shared/registry/served-county';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { sendCached } from '../http/cached-answer.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { namedSchema } from '../http/named.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { RecentMap } from '../limits/recent-map.ts';
import { findEnterprise } from '../ports/directory.ts';
import type { Reads } from '../ports/store.ts';
import { namedOfficers } from './named-officers.ts';
import { withTownships } from './registry-lists.ts';
import { townshipOf } from './township.ts';

const search = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), ''),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)), '20'),
});

export const withTownship = async (tx: Reads<'registry'>, enterprise: Enterprise) => ({
  ...enterprise,
  township: await townshipOf(tx, enterprise),
});

export const registryRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/enterprises',
      describe('Search enterprises of the own region', v.object({ enterprises: v.array(listedEnterpriseSchema) }), [
        'not-signed-in',
      ]),
      parse('query', search),
      async (c) => {
        const { region } = permitted(c, 'registry.read');
        const { q, limit } = c.req.valid('query');
        const enterprises = await deps.store.read(async (tx) => {
          const found = await tx.registry.listEnterprises(region, {
            ...wholeList(enterpriseListSpec),
            q,
            limit: Math.min(limit, 100),
          });
          return withTownships(
            tx,
            found.rows.map(({ row }) => row),
          );
        });
        return c.json({ enterprises });
      },
    )
    .get(
      '/enterprises/:id',
      describe('One enterprise', v.object({ enterprise: listedEnterpriseSchema }), [
        'not-signed-in',
        'forbidden',
        'not-found',
      ]),
      async (c) => {
        permitted(c, 'registry.read');
        const enterprise = await deps.store.read(async (tx) => {
          const found = await findEnterprise(tx, c.req.param('id'));
          return found && withTownship(tx, found);
        });
        if (!enterprise) return problem(c, 'not-found');
        permitted(c, 'registry.read', { region: enterprise.region });
        return c.json({ enterprise });
      },
    )
    .get(
      '/officers',
      describe(
        'Officers of the own agency who have not left, and those that an application names',
        v.object({ officers: v.array(officerSchema) }),
        ['bad-request', 'not-signed-in', 'forbidden'],
      ),
      parse('query', v.object({ named: namedSchema(officerIdSchema) })),
      async (c) => {
        const { agency } = permitted(c, 'registry.read');
        const today = dayOf(deps.clock.now());
        if (!agency) return c.json({ officers: [] });
        const { own, named } = await deps.store.read(async (tx) => ({
          own: await tx.officers.ofAgency(agency.id),
          named: await namedOfficers(tx, agency.id, c.req.valid('query').named),
        }));
        const serving = own.filter((officer) => servesOn(officer, today));
        const others = named.filter(({ id }) => !serving.some((officer) => officer.id === id));
        return c.json({ officers: [...serving, ...others].sort((a, b) => (a.id < b.id ? -1 : 1)) });
      },
    );

/** Regions change when an operator brings others in: the old ones are given for a minute more. */
const REGIONS_FOR = MINUTE;

const [COUNTY_DIGITS, TOWNSHIP_DIGITS] = [6, 9];
const regionsReply = v.object({ regions: v.array(regionSchema), served: v.optional(regionCodeSchema) });

export const regionRoutes = (deps: Deps) => {
  const kept = new RecentMap<{ readonly bytes: Uint8Array; readonly at: number }>(500);
  const regionsUnder = async (under: string, longest: number): Promise<Uint8Array> => {
    const key = `${under} ${longest}`;
    const [known, now] = [kept.get(key), deps.ticks.now()];
    if (known && now < known.at + REGIONS_FOR) return known.bytes;
    const { regions, agencies } = await deps.store.read(async (tx) => ({
      regions: await tx.registry.regions(under),
      agencies: longest === COUNTY_DIGITS ? await tx.registry.agenciesIn('') : [],
    }));
    const served = servedCounty(agencies, dayOf(deps.clock.now()));
    const bytes = utf8(JSON.stringify({ regions: regions.filter(({ code }) => code.length <= longest), served }));
    kept.set(key, { bytes, at: now });
    return bytes;
  };
  return new Hono<AppEnv>().get(
    '/',
    describe('Regions below a code; down to the counties also the one that is served, if it is one', regionsReply, [
      'bad-request',
      'too-many-requests',
    ]),
    rateLimit(deps, 120),
    parse('query', v.object({ under: v.optional(regionCodeSchema, '62'), to: v.optional(v.literal('county')) })),
    async (c) => {
      const { under, to } = c.req.valid('query');
      return sendCached(
        c,
        deps,
        'application/json',
        await regionsUnder(under, to === 'county' ? COUNTY_DIGITS : TOWNSHIP_DIGITS),
      );
    },
  );
};
