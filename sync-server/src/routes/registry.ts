import { agencyCode } from '@liangma/shared/compliance/subject';
import { regionCodeSchema, regionSchema } from '@liangma/shared/kernel/regions';
import { matterSchema } from '@liangma/shared/matters/matter';
import { type Enterprise, listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import { officerSchema } from '@liangma/shared/registry/officer';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import type { ReadTx } from '../ports/store.ts';
import { placeOf } from '../usecases/applications.ts';

const search = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), ''),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)), '20'),
});

export const withTownship = async (tx: ReadTx, enterprise: Enterprise) => ({
  ...enterprise,
  township: await placeOf(tx, enterprise),
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
          const found = await tx.searchEnterprises(region, q, Math.min(limit, 100));
          return Promise.all(found.map((enterprise) => withTownship(tx, enterprise)));
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
          const found = await tx.enterprise(c.req.param('id'));
          return found && withTownship(tx, found);
        });
        if (!enterprise) return problem(c, 'not-found');
        permitted(c, 'registry.read', { region: enterprise.region });
        return c.json({ enterprise });
      },
    )
    .get(
      '/officers',
      describe('Officers of the own agency', v.object({ officers: v.array(officerSchema) }), [
        'not-signed-in',
        'forbidden',
      ]),
      async (c) => {
        const { agency } = permitted(c, 'registry.read');
        const officers = agency ? await deps.store.read((tx) => tx.officersOf(agency.id)) : [];
        return c.json({ officers });
      },
    );

export const matterRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describe(
      'The published matters that the own agency may use',
      v.object({ version: v.number(), matters: v.array(matterSchema) }),
      ['not-signed-in'],
    ),
    async (c) => {
      const { agency } = permitted(c, 'registry.read');
      const { version, matters } = await deps.store.read(async (tx) => ({
        version: await tx.catalogVersion(),
        matters: await tx.matters(),
      }));
      const own = agency ? matters.filter((matter) => matter.agencyCode === agencyCode(agency.id)) : matters;
      return c.json({ version, matters: own });
    },
  );

export const regionRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describe('Regions below a code', v.object({ regions: v.array(regionSchema) }), ['bad-request']),
    parse('query', v.object({ under: v.optional(regionCodeSchema, '62') })),
    async (c) => c.json({ regions: await deps.store.read((tx) => tx.regions(c.req.valid('query').under)) }),
  );
