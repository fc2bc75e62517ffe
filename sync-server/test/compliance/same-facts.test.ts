/** Property over invented counties: the desk judges an application by the same facts as the server, so both find the same. */

import { createHash } from 'node:crypto';
import type { Actor } from '@liangma/shared/access/authorise';
import { assess } from '@liangma/shared/compliance/assess';
import { enterpriseFactsSchema, factsOf } from '@liangma/shared/compliance/facts';
import { nthThisYear } from '@liangma/shared/compliance/frequency';
import { utf8 } from '@liangma/shared/kernel/bytes';
import { DAY } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { matterSchema } from '@liangma/shared/matters/matter';
import { agencyIdSchema, agencySchema } from '@liangma/shared/registry/agency';
import { NO_DETAILS } from '@liangma/shared/registry/enterprise-details';
import { officerSchema } from '@liangma/shared/registry/officer';
import type { Application } from '@liangma/shared/tasks/task';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aTask } from '../../../shared/test/builders.ts';
import { addTask, findEnterprise } from '../../src/ports/directory.ts';
import { noted } from '../../src/ports/store.ts';
import { loadFacts } from '../../src/tasks/applications.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { OWN_AGENCY, type SomeCounty, someCounty } from './some-county.ts';

/** A county is a store of its own; at night there are more of them. */
const COUNTIES = Number(process.env.LIANGMA_COUNTIES ?? 25);

const CLERK: Actor = {
  account: 'clerk',
  name: '李春梅',
  posts: [
    {
      id: 'p1',
      role: 'clerk',
      agency: { id: v.parse(agencyIdSchema, OWN_AGENCY), name: '市场监督管理局' },
      region: '620623',
      from: 0,
      until: null,
    },
  ],
  agency: { id: v.parse(agencyIdSchema, OWN_AGENCY), name: '市场监督管理局' },
  officer: null,
  region: '620623',
  demo: true,
};

async function filled(server: TestServer, county: SomeCounty): Promise<void> {
  const shard = shardOf(county.enterprise.region);
  await server.deps.store.write(async (tx) => {
    await tx.registry.saveRegions([
      { code: '62', name: '甘肃省' },
      { code: '620623100', name: '华藏寺镇' },
    ]);
    await tx.registry.saveAgencies(county.agencies);
    await tx.officers.save(county.officers);
    await tx.matters.save(1, county.matters);
    await tx.policies.saveRows(county.policies);
    await tx.registry.saveEnterprises([county.enterprise]);
    const details = {
      ...NO_DETAILS,
      premises: Array.from({ length: county.premises }, (_, i) => ({
        id: `P${i + 1}`,
        name: '仓库',
        address: '华藏寺镇',
        region: county.enterprise.region,
      })),
    };
    const change = {
      before: undefined,
      after: { enterprise: county.enterprise, details, gradeSince: null, whitelist: null },
    };
    await tx.registryHistory.saveEnterpriseEntries([change], { id: 'i', at: 0, actor: 'operator', importId: null });
    for (const grade of county.grades) await tx.registryHistory.saveGrade(shard, county.enterprise.id, grade);
    for (const entry of county.whitelist)
      await tx.registryHistory.saveWhitelistEntry(shard, county.enterprise.id, entry);
    for (const period of county.quietPeriods) await tx.quietPeriods.save(period);
    for (const task of county.tasks) await addTask(tx, shard, await tx.shards.next(shard), task);
    await tx.accounts.save([{ name: CLERK.account, password: '', actor: CLERK }]);
    const tokenHash = createHash('sha256').update(utf8(TOKEN)).digest('hex');
    await tx.accounts.saveSession({ tokenHash, account: CLERK.account, expiresAt: NINE_O_CLOCK + DAY });
    return noted(undefined);
  });
}

const TOKEN = 'a'.repeat(64);

async function read<S extends v.GenericSchema>({ raw }: Client, path: string, schema: S): Promise<v.InferOutput<S>> {
  const { status, body } = await raw(path, { headers: { cookie: `liangma_session=${TOKEN}` } });
  expect([status, body]).toMatchObject([200, {}]);
  return v.parse(schema, body);
}

/** The facts as the form holds them: of three replies, read by the schemas of the desk. */
async function factsAtDesk({ anonymous }: TestServer, application: Application) {
  const reference = application.reference ? `&reference=${application.reference.number}` : '';
  const facts = await read(
    anonymous,
    `/api/applications/facts?enterprise=${application.enterprise}${reference}`,
    enterpriseFactsSchema,
  );
  const { officers } = await read(
    anonymous,
    `/api/registry/officers?named=${application.officers.join(',')}`,
    v.object({ officers: v.array(officerSchema) }),
  );
  const { matters } = await read(
    anonymous,
    `/api/matters?named=${application.matters.join(',')}`,
    v.object({ matters: v.array(matterSchema) }),
  );
  if (!application.partners) return factsOf(application, facts, { officers, matters, partners: [] });
  const joint = await read(
    anonymous,
    `/api/applications/partners?enterprise=${application.enterprise}&named=${application.partners.join(',')}`,
    v.object({ agencies: v.array(agencySchema), matters: v.array(matterSchema) }),
  );
  const others = joint.matters.filter(({ id }) => !matters.some((one) => one.id === id));
  const all = [...matters, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
  return factsOf(application, facts, { officers, matters: all, partners: joint.agencies });
}

test('[LATE-2] [FREQ-1] in January the facts hold the whole year before, because a late entry can be about it', async () => {
  const server = await startServer();
  try {
    server.clock.at = Date.UTC(2027, 0, 12, 1);
    const clerk = await server.as('lichunmei');
    const { enterprise } = await applicationFor(clerk);
    const from = Date.UTC(2026, 0, 5, 1);
    const visit = { ...aTask('recorded'), window: { from, to: from + DAY / 12 } };
    const known = await server.deps.store.read((tx) => findEnterprise(tx, enterprise));
    if (!known) throw new Error('no enterprise');
    await server.deps.store.write(async (tx) => {
      const task = { ...visit, enterprise: { ...visit.enterprise, id: known.id } };
      await addTask(tx, '6206', await tx.shards.next('6206'), task);
      return noted(undefined);
    });
    const { body } = await clerk.get(`/api/applications/facts?enterprise=${enterprise}`);
    expect(body.visits.map(({ window }: { window: { from: number } }) => window.from)).toContain(from);
  } finally {
    await server.stop();
  }
});

test('[QUAL-4] [FREQ-3] desk and server judge an application by the same facts, joint ones too', {
  timeout: 30_000 + 1000 * COUNTIES,
}, async () => {
  await fc.assert(
    fc.asyncProperty(someCounty, async (county) => {
      const server = await startServer({ demo: false, stored: true });
      try {
        await filled(server, county);
        await server.deps.policies.refresh();
        const { application } = county;
        const [atDesk, atServer] = [
          await factsAtDesk(server, application),
          await server.deps.store.read((tx) => loadFacts(server.deps, tx, OWN_AGENCY, application)),
        ];
        if (!atServer) throw new Error('no facts');
        expect(assess(application, atDesk, NINE_O_CLOCK)).toEqual(assess(application, atServer, NINE_O_CLOCK));
        expect(nthThisYear(application, atDesk)).toEqual(nthThisYear(application, atServer));
        const listed = new Set(atDesk.matters.map(({ id }) => id));
        expect({ ...atDesk, enterprise: county.enterprise }).toEqual({
          ...atServer,
          matters: atServer.matters.filter((matter) => listed.has(matter.id)),
        });
      } finally {
        await server.stop();
      }
    }),
    { numRuns: COUNTIES },
  );
});
