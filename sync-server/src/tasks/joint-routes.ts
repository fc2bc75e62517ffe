/** 联合检查: which agencies may take part, and the answers of their heads. */

import { mayUse } from '@liangma/shared/compliance/subject';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { dayOf } from '@liangma/shared/kernel/instant';
import { covers } from '@liangma/shared/kernel/regions';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import { type Agency, agencyIdSchema, agencySchema, isActiveOn } from '@liangma/shared/registry/agency';
import { type Officer, officerSchema, servesOn } from '@liangma/shared/registry/officer';
import { opinionTextSchema, taskSchema, writtenOpinionSchema } from '@liangma/shared/tasks/task';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { findEnterprise } from '../ports/directory.ts';
import type { Reads } from '../ports/store.ts';
import { joinTask } from './join-task.ts';

const joinAnswerSchema = v.variant('stand', [
  v.object({ stand: v.literal('agree'), text: opinionTextSchema }),
  v.object({ stand: v.literal('decline'), text: writtenOpinionSchema }),
]);

const partnersReply = v.object({
  agencies: v.array(agencySchema),
  officers: v.array(officerSchema),
  matters: v.array(matterSchema),
});

const idsSchema = v.pipe(
  v.optional(v.string(), ''),
  v.transform((list) => (list === '' ? [] : list.split(','))),
  v.array(agencyIdSchema),
  v.maxLength(20),
);

export const partnerRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/partners',
    describe(
      'Confirmed agencies that may take part in a joint inspection at an enterprise, with officers and matters of the named ones',
      partnersReply,
      ['bad-request', 'not-signed-in', 'forbidden', 'not-found'],
    ),
    parse('query', v.object({ enterprise: v.pipe(v.string(), v.maxLength(18)), named: idsSchema })),
    async (c) => {
      const { agency } = permitted(c, 'facts.read');
      const { enterprise: id, named } = c.req.valid('query');
      const enterprise = await deps.store.read((tx) => findEnterprise(tx, id));
      if (!enterprise) return problem(c, 'not-found');
      permitted(c, 'registry.read', { region: enterprise.region });
      const today = dayOf(deps.clock.now());
      return c.json(
        await deps.store.read((tx) => partnersOver(tx, { region: enterprise.region, named, own: agency?.id, today })),
      );
    },
  );

interface Asked {
  readonly region: string;
  readonly named: readonly string[];
  readonly own: string | undefined;
  readonly today: string;
}

/** Officers of other agencies are shown without department and phone. */
async function partnersOver(
  tx: Reads<'matters' | 'officers' | 'registry'>,
  { region, named, own, today }: Asked,
): Promise<{ agencies: Agency[]; officers: Officer[]; matters: Matter[] }> {
  const all = await tx.registry.agenciesIn('');
  const chosen = all.filter(({ id }) => named.includes(id));
  const agencies = all.filter(
    (agency) =>
      agency.id !== own &&
      (chosen.includes(agency) ||
        (covers(agency.region, region) && isActiveOn(agency, today) && agency.confirmation !== null)),
  );
  const officers: Officer[] = [];
  for (const { id } of chosen) officers.push(...(await tx.officers.ofAgency(id)));
  return {
    agencies,
    officers: officers.filter((one) => servesOn(one, today)).map((one) => ({ ...one, department: '', phone: '' })),
    matters: (await tx.matters.all()).filter((matter) => chosen.some((agency) => mayUse(agency, matter))),
  };
}

export const joinRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/:id/join',
    describe('Answer of a partner agency to a joint inspection', v.object({ task: taskSchema }), [
      'bad-request',
      'not-signed-in',
      'forbidden',
      'not-found',
      'conflict',
      'wrong-state',
      'same-person',
      'findings',
    ]),
    parse('param', v.object({ id: taskIdSchema })),
    parse('json', v.object({ rev: v.pipe(v.number(), v.integer()), answer: joinAnswerSchema })),
    async (c) => {
      const actor = permitted(c, 'task.join');
      const joined = await joinTask(deps, actor, { task: c.req.valid('param').id, ...c.req.valid('json') });
      if (joined.ok) return c.json({ task: joined.value });
      const { code, ...extra } = joined.error;
      return problem(c, code, extra);
    },
  );
