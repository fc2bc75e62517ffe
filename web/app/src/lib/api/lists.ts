/** Lists with search, filters and pages: one way to ask for any of them. */

import { type AccountRow, accountListSpec, accountRowSchema } from '@liangma/shared/access/account-list';
import { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
import {
  type AskedAlert,
  askedAlertSchema,
  type ListedAlert,
  listedAlertSchema,
} from '@liangma/shared/alerts/listed-alert';
import { type ListedReport, listedReportSchema, reportListSpec } from '@liangma/shared/alerts/report-list';
import { type DeviceRow, deviceListSpec, deviceRowSchema } from '@liangma/shared/devices/device-list-spec';
import type { Result } from '@liangma/shared/kernel/result';
import { addressOf, type ListQuery, type ListSpec } from '@liangma/shared/lists/list-query';
import { type ListReply, listReplySchema } from '@liangma/shared/lists/list-reply';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import { matterListSpec } from '@liangma/shared/matters/matter-list';
import { type ListedMessage, listedMessageSchema, messageListSpec } from '@liangma/shared/notices/message-list';
import { type QuarantineCase, quarantineCaseSchema } from '@liangma/shared/quarantine/quarantine-list';
import { quarantineListSpec } from '@liangma/shared/quarantine/quarantine-list-spec';
import { type AgencyRow, agencyListSpec, agencyRowSchema } from '@liangma/shared/registry/agency-list';
import { type ListedEnterprise, listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import { type OfficerRow, officerListSpec, officerRowSchema } from '@liangma/shared/registry/officer-list';
import { type WhitelistRow, whitelistListSpec, whitelistRowSchema } from '@liangma/shared/registry/whitelist-list';
import { type ReasonRow, reasonListSpec, reasonRowSchema } from '@liangma/shared/tasks/reason-list';
import { type TaskRow, taskListSpec, taskRowSchema } from '@liangma/shared/tasks/task-list';
import type * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

/** A list that the server has: where it is asked, how it is asked, what a row is. */
export interface ListSource<S extends ListSpec, Row> {
  readonly name: string;
  readonly spec: S;
  readonly read: (query: Partial<ListQuery<S>>) => Promise<Result<ListReply<Row>, Problem>>;
}

function listSource<S extends ListSpec, Row>(
  name: string,
  spec: S,
  row: v.GenericSchema<unknown, Row>,
): ListSource<S, Row> {
  const reply = listReplySchema(row);
  return { name, spec, read: (query) => request('GET', `/api/lists/${name}${addressOf(spec, query)}`, reply) };
}

/** Tasks of the own agency. */
export const taskSource = listSource<typeof taskListSpec, TaskRow>('tasks', taskListSpec, taskRowSchema);
/** Inspections of the own region. */
export const inspectionSource = listSource<typeof taskListSpec, TaskRow>('inspections', taskListSpec, taskRowSchema);
/** Enterprises of the own region. */
export const enterpriseSource = listSource<typeof enterpriseListSpec, ListedEnterprise>(
  'enterprises',
  enterpriseListSpec,
  listedEnterpriseSchema,
);
/** Entries of the whitelist, of enterprises of the own region. */
export const whitelistSource = listSource<typeof whitelistListSpec, WhitelistRow>(
  'whitelist',
  whitelistListSpec,
  whitelistRowSchema,
);
/** Agencies of the own region. */
export const agencySource = listSource<typeof agencyListSpec, AgencyRow>('agencies', agencyListSpec, agencyRowSchema);
/** Published matters that the own agency may use. */
export const matterSource = listSource<typeof matterListSpec, Matter>('matters', matterListSpec, matterSchema);
/** Officers of the own agency, for supervisors those of the own region. */
export const officerSource = listSource<typeof officerListSpec, OfficerRow>(
  'officers',
  officerListSpec,
  officerRowSchema,
);
/** Accounts of the own agency, for administrators of a region those of the region. */
export const peopleSource = listSource<typeof accountListSpec, AccountRow>('people', accountListSpec, accountRowSchema);
/** Devices of the own agency, for supervisors those of the own region. */
export const deviceSource = listSource<typeof deviceListSpec, DeviceRow>('devices', deviceListSpec, deviceRowSchema);
export const alertSource = listSource<typeof alertListSpec, ListedAlert>('alerts', alertListSpec, listedAlertSchema);
/** Alerts about which the own agency was asked. */
export const askedAlertSource = listSource<typeof askedAlertListSpec, AskedAlert>(
  'asked-alerts',
  askedAlertListSpec,
  askedAlertSchema,
);
/** Reports of enterprises to whom no code was shown. */
export const reportSource = listSource<typeof reportListSpec, ListedReport>(
  'reports',
  reportListSpec,
  listedReportSchema,
);
/** Written reasons of the agencies of the own region, by rule. */
export const reasonSource = listSource<typeof reasonListSpec, ReasonRow>('reasons', reasonListSpec, reasonRowSchema);
/** Messages of the own region; without a state those that are not delivered. */
export const messageSource = listSource<typeof messageListSpec, ListedMessage>(
  'messages',
  messageListSpec,
  listedMessageSchema,
);
export const quarantineSource = listSource<typeof quarantineListSpec, QuarantineCase>(
  'quarantine',
  quarantineListSpec,
  quarantineCaseSchema,
);
