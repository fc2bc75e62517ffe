/** Entries of the registry, each with its history, and for an enterprise its premises, contacts, grades and whitelist. */
import { daySchema } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { riskGradeSchema } from '@liangma/shared/registry/enterprise';
import { enterpriseRecordSchema } from '@liangma/shared/registry/enterprise-record';
import { entryHistorySchema } from '@liangma/shared/registry/history';
import { IMPORT_KINDS } from '@liangma/shared/registry/import/import-kind';
import { markChangeSchema } from '@liangma/shared/registry/marks';
import { penaltyYearSchema } from '@liangma/shared/registry/penalties';
import { whitelistEntrySchema, whitelistRemovalSchema, whitelistTermsSchema } from '@liangma/shared/registry/whitelist';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { accountHistory } from '../people/account-entry.ts';
import { isSeenBy } from '../people/account-import.ts';
import { findEnterprise } from '../ports/directory.ts';
import { changeGrade, enterMark, enterPenalties, enterWhitelist, historyOf, leaveWhitelist } from './history.ts';

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'not-found'] as const;
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));
const gradeTerms = v.object({ grade: riskGradeSchema, from: daySchema, source: words });
const one = parse('param', v.object({ id: words }));

export const entryRoutes = (deps: Deps) => {
  /** Region of the enterprise, of which the actor has to be permitted to change the register. */
  const regionOf = async (id: string): Promise<string | undefined> =>
    (await deps.store.read((tx) => findEnterprise(tx, id)))?.region;
  const agencyRegionOf = (kind: 'agencies' | 'officers', id: string): Promise<string | undefined> =>
    deps.store.read(async (tx) => {
      const agency = kind === 'agencies' ? id : (await tx.officers.byIds([id]))[0]?.agency;
      return agency === undefined ? undefined : (await tx.registry.agency(agency))?.region;
    });
  return new Hono<AppEnv>()
    .get(
      '/history/:kind/:id',
      describe('An entry, and its changes, newest first', entryHistorySchema, PROBLEMS),
      parse('param', v.object({ kind: v.picklist(IMPORT_KINDS), id: words })),
      async (c) => {
        const { kind, id } = c.req.valid('param');
        if (kind === 'accounts') {
          const actor = permitted(c, 'people.manage');
          const account = await deps.store.read((tx) => tx.accounts.byName(id));
          if (!account || !isSeenBy(actor, account.actor)) return problem(c, 'not-found');
          return c.json(await deps.store.read((tx) => accountHistory(tx, account, c.get('at'))));
        }
        permitted(c, 'registry.manage');
        if (kind !== 'matters') {
          const region = kind === 'enterprises' ? await regionOf(id) : await agencyRegionOf(kind, id);
          if (region === undefined) return problem(c, 'not-found');
          permitted(c, 'registry.manage', { region });
        }
        const history = await deps.store.read((tx) => historyOf(tx, kind, id));
        return history ? c.json(history) : problem(c, 'not-found');
      },
    )
    .get(
      '/enterprises/:id/record',
      describe('Premises, contacts, grades and whitelist of an enterprise', enterpriseRecordSchema, PROBLEMS),
      one,
      async (c) => {
        permitted(c, 'registry.read');
        const { id } = c.req.valid('param');
        const region = await regionOf(id);
        if (region === undefined) return problem(c, 'not-found');
        permitted(c, 'registry.read', { region });
        const shard = shardOf(region);
        return c.json(
          await deps.store.read(async (tx) => ({
            details: await tx.registryHistory.details(shard, id),
            grades: await tx.registryHistory.grades(shard, id),
            whitelist: await tx.registryHistory.whitelist(shard, id),
          })),
        );
      },
    )
    .post(
      '/enterprises/:id/grades',
      describe('Enter a grade with its document', v.object({ grade: riskGradeSchema }), PROBLEMS),
      one,
      parse('json', gradeTerms),
      async (c) => {
        const { id } = c.req.valid('param');
        const actor = permitted(c, 'registry.manage', { region: (await regionOf(id)) ?? '' });
        const changed = await changeGrade(deps, actor, id, c.req.valid('json'));
        return changed.ok ? c.json({ grade: changed.value.enterprise.grade }) : problem(c, changed.error);
      },
    )
    .post(
      '/enterprises/:id/marks',
      describe('Enter a mark on another scale', v.object({ marks: v.array(markChangeSchema) }), PROBLEMS),
      one,
      parse('json', markChangeSchema),
      async (c) => {
        const { id } = c.req.valid('param');
        const actor = permitted(c, 'registry.manage', { region: (await regionOf(id)) ?? '' });
        const entered = await enterMark(deps, actor, id, c.req.valid('json'));
        return entered.ok ? c.json({ marks: entered.value }, 201) : problem(c, entered.error);
      },
    )
    .post(
      '/enterprises/:id/penalties',
      describe('Enter the penalties of a year', v.object({ penalties: v.array(penaltyYearSchema) }), PROBLEMS),
      one,
      parse('json', penaltyYearSchema),
      async (c) => {
        const { id } = c.req.valid('param');
        const actor = permitted(c, 'registry.manage', { region: (await regionOf(id)) ?? '' });
        const entered = await enterPenalties(deps, actor, id, c.req.valid('json'));
        return entered.ok ? c.json({ penalties: entered.value }, 201) : problem(c, entered.error);
      },
    )
    .post(
      '/enterprises/:id/whitelist',
      describe('Enter an enterprise in the whitelist', whitelistEntrySchema, PROBLEMS),
      one,
      parse('json', whitelistTermsSchema),
      async (c) => {
        const { id } = c.req.valid('param');
        const actor = permitted(c, 'registry.manage', { region: (await regionOf(id)) ?? '' });
        const entered = await enterWhitelist(deps, actor, id, c.req.valid('json'));
        return entered.ok ? c.json(entered.value, 201) : problem(c, entered.error);
      },
    )
    .post(
      '/enterprises/:id/whitelist/:entry/removal',
      describe('Remove an enterprise from the whitelist, with a reason', whitelistEntrySchema, [
        ...PROBLEMS,
        'wrong-state',
      ]),
      parse('param', v.object({ id: words, entry: words })),
      parse('json', whitelistRemovalSchema),
      async (c) => {
        const { id, entry } = c.req.valid('param');
        const actor = permitted(c, 'registry.manage', { region: (await regionOf(id)) ?? '' });
        const left = await leaveWhitelist(deps, actor, id, { entry, ...c.req.valid('json') });
        return left.ok ? c.json(left.value) : problem(c, left.error);
      },
    );
};
