/** Every list that people search, filter, page through and export (shared/src/lists). */
import { accountListSpec, accountRowSchema } from '@liangma/shared/access/account-list';
import type { Actor } from '@liangma/shared/access/authorise';
import { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
import { askedAlertSchema, listedAlertSchema } from '@liangma/shared/alerts/listed-alert';
import { listedReportSchema, reportListSpec } from '@liangma/shared/alerts/report-list';
import { deviceListSpec, deviceRowSchema } from '@liangma/shared/devices/device-list-spec';
import { listQuerySchema } from '@liangma/shared/lists/list-query';
import { listReplySchema } from '@liangma/shared/lists/list-reply';
import { matterSchema } from '@liangma/shared/matters/matter';
import { matterListSpec } from '@liangma/shared/matters/matter-list';
import { listedMessageSchema, messageListSpec } from '@liangma/shared/notices/message-list';
import { quarantineCaseSchema } from '@liangma/shared/quarantine/quarantine-list';
import { quarantineListSpec } from '@liangma/shared/quarantine/quarantine-list-spec';
import { agencyListSpec, agencyRowSchema } from '@liangma/shared/registry/agency-list';
import { listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import { officerListSpec, officerRowSchema } from '@liangma/shared/registry/officer-list';
import { whitelistListSpec, whitelistRowSchema } from '@liangma/shared/registry/whitelist-list';
import { reasonListSpec, reasonRowSchema } from '@liangma/shared/tasks/reason-list';
import { taskListSpec, taskRowSchema } from '@liangma/shared/tasks/task-list';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { matterList } from '../matters/matter-list.ts';
import { messageList } from '../notices/message-list.ts';
import { agencyList, enterpriseList, officerList, whitelistList } from '../registry/registry-lists.ts';
import {
  alertList,
  askedAlertList,
  deviceList,
  quarantineList,
  reasonList,
  reportList,
} from '../supervision/supervision-lists.ts';
import { noteExport, replyOf, taskList } from './lists.ts';
import type { ListScope } from './repository.ts';

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden'] as const;

export const listRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/messages',
      describe(
        'Messages of the own region; without a state those that are not delivered',
        listReplySchema(listedMessageSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(messageListSpec)),
      async (c) => {
        const actor = permitted(c, 'operation.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'messages', messageListSpec, query);
        return c.json(await messageList(deps, actor, query));
      },
    )
    .get(
      '/tasks',
      describe('Tasks of the own agency', listReplySchema(taskRowSchema), PROBLEMS),
      parse('query', listQuerySchema(taskListSpec)),
      async (c) => {
        const actor = permitted(c, 'task.read');
        const query = c.req.valid('query');
        // The inspected agency is not told who evaluated it (EVAL-3).
        if (!actor.agency || query.filters.with) return problem(c, 'forbidden');
        await noteExport(deps, actor, 'tasks', taskListSpec, query);
        return c.json(await taskList(deps, { agency: actor.agency.id, region: actor.region }, query));
      },
    )
    .get(
      '/inspections',
      describe('Inspections of the own region', listReplySchema(taskRowSchema), PROBLEMS),
      parse('query', listQuerySchema(taskListSpec)),
      async (c) => {
        const actor = permitted(c, 'supervision.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'inspections', taskListSpec, query);
        return c.json(await taskList(deps, { region: actor.region }, query));
      },
    )
    .get(
      '/enterprises',
      describe('Enterprises of the own region', listReplySchema(listedEnterpriseSchema), PROBLEMS),
      parse('query', listQuerySchema(enterpriseListSpec)),
      async (c) => {
        const actor = permitted(c, 'registry.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'enterprises', enterpriseListSpec, query);
        return c.json(await enterpriseList(deps, actor.region, query));
      },
    )
    .get(
      '/whitelist',
      describe(
        'Entries of the whitelist, of enterprises of the own region',
        listReplySchema(whitelistRowSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(whitelistListSpec)),
      async (c) => {
        const actor = permitted(c, 'registry.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'whitelist', whitelistListSpec, query);
        return c.json(await whitelistList(deps, actor.region, query));
      },
    )
    .get(
      '/agencies',
      describe('Agencies of the own region', listReplySchema(agencyRowSchema), PROBLEMS),
      parse('query', listQuerySchema(agencyListSpec)),
      async (c) => {
        const actor = permitted(c, 'registry.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'agencies', agencyListSpec, query);
        return c.json(await agencyList(deps, actor.region, query));
      },
    )
    .get(
      '/matters',
      describe(
        'The published matters that the own agency may use; all of them to people of a region',
        listReplySchema(matterSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(matterListSpec)),
      async (c) => {
        const actor = permitted(c, 'registry.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'matters', matterListSpec, query);
        return c.json(await matterList(deps, actor.agency?.id, query));
      },
    )
    .get(
      '/officers',
      describe(
        'Officers of the own agency, for supervisors those of the own region',
        listReplySchema(officerRowSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(officerListSpec)),
      async (c) => {
        const actor = permitted(c, 'registry.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'officers', officerListSpec, query);
        return c.json(await officerList(deps, scopeOf(actor), query));
      },
    )
    .get(
      '/people',
      describe(
        'Accounts of the own agency, for administrators of a region those of the region',
        listReplySchema(accountRowSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(accountListSpec)),
      async (c) => {
        const actor = permitted(c, 'people.manage');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'people', accountListSpec, query);
        const scope = actor.agency ? { agency: actor.agency.id } : { region: actor.region };
        return c.json(
          await deps.store.read((tx) =>
            replyOf(
              query,
              (asked) => tx.accounts.list({ scope, query: asked }),
              (rows) => rows,
            ),
          ),
        );
      },
    )
    .get(
      '/alerts',
      describe('Alerts of the own region', listReplySchema(listedAlertSchema), PROBLEMS),
      parse('query', listQuerySchema(alertListSpec)),
      async (c) => {
        const actor = permitted(c, 'supervision.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'alerts', alertListSpec, query);
        return c.json(await alertList(deps, actor.region, query));
      },
    )
    .get(
      '/reports',
      describe('Reports of enterprises to whom no code was shown', listReplySchema(listedReportSchema), PROBLEMS),
      parse('query', listQuerySchema(reportListSpec)),
      async (c) => {
        const actor = permitted(c, 'report.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'reports', reportListSpec, query);
        return c.json(await reportList(deps, actor.region, query));
      },
    )
    .get(
      '/asked-alerts',
      describe('Alerts about which the own agency was asked', listReplySchema(askedAlertSchema), PROBLEMS),
      parse('query', listQuerySchema(askedAlertListSpec)),
      async (c) => {
        const actor = permitted(c, 'alert.answer');
        const query = c.req.valid('query');
        if (!actor.agency) return problem(c, 'forbidden');
        await noteExport(deps, actor, 'asked-alerts', askedAlertListSpec, query);
        return c.json(await askedAlertList(deps, actor.agency.id, query));
      },
    )
    .get(
      '/quarantine',
      describe('Records of the own region that wait to be decided', listReplySchema(quarantineCaseSchema), PROBLEMS),
      parse('query', listQuerySchema(quarantineListSpec)),
      async (c) => {
        const actor = permitted(c, 'quarantine.decide');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'quarantine', quarantineListSpec, query);
        return c.json(await quarantineList(deps, actor.region, query));
      },
    )
    .get(
      '/reasons',
      describe(
        'How often each agency of the own region answered a rule by a written reason this year',
        listReplySchema(reasonRowSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(reasonListSpec)),
      async (c) => {
        const actor = permitted(c, 'supervision.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'reasons', reasonListSpec, query);
        return c.json(await reasonList(deps, actor.region, query));
      },
    )
    .get(
      '/devices',
      describe(
        'Devices of the own agency, for supervisors those of the own region',
        listReplySchema(deviceRowSchema),
        PROBLEMS,
      ),
      parse('query', listQuerySchema(deviceListSpec)),
      async (c) => {
        const actor = permitted(c, signedIn(c).agency ? 'device.read' : 'supervision.read');
        const query = c.req.valid('query');
        await noteExport(deps, actor, 'devices', deviceListSpec, query);
        return c.json(await deviceList(deps, scopeOf(actor), query));
      },
    );

/** Members of an agency see its rows; supervisors see those of their region. */
const scopeOf = ({ agency, region }: Actor): ListScope => (agency ? { agency: agency.id, region } : { region });
