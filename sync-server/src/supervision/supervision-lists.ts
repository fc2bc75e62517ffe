/** Lists of alerts, held records, devices and written reasons. */

import type { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
import type { AskedAlert, ListedAlert } from '@liangma/shared/alerts/listed-alert';
import { type ListedReport, REPORTS, type reportListSpec, reportOf } from '@liangma/shared/alerts/report-list';
import { byTrouble } from '@liangma/shared/devices/device-health';
import { type DeviceRow, deviceListSpec } from '@liangma/shared/devices/device-list-spec';
import { startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import { type Listed, pageInMemory } from '@liangma/shared/lists/list-in-memory';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import type { QuarantineCase } from '@liangma/shared/quarantine/quarantine-list';
import { quarantineListSpec } from '@liangma/shared/quarantine/quarantine-list-spec';
import { type ReasonRow, reasonListSpec } from '@liangma/shared/tasks/reason-list';
import { askedViewsOf, viewsOf } from '../alerts/alerts.ts';
import type { Deps } from '../deps.ts';
import { deviceReplyOf, devicesOfAgencies } from '../devices/device-reports.ts';
import { replyOf } from '../lists/lists.ts';
import type { ListScope } from '../lists/repository.ts';
import { quarantineCases } from '../quarantine/quarantine.ts';

export const alertList = (
  deps: Deps,
  region: RegionCode,
  query: ListQuery<typeof alertListSpec>,
): Promise<ListReply<ListedAlert>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.alerts.list(region, asked, deps.clock.now()),
      (alerts) => viewsOf(tx, alerts),
    ),
  );

/** SHOW-6: reports of enterprises, without the telephone that they left for supervisors. */
export const reportList = (
  deps: Deps,
  region: RegionCode,
  query: ListQuery<typeof reportListSpec>,
): Promise<ListReply<ListedReport>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => {
        const filters = { ...asked.filters, code: REPORTS } as const;
        return tx.alerts.list(region, { ...asked, filters }, deps.clock.now());
      },
      async (alerts) => (await viewsOf(tx, alerts)).map(reportOf),
    ),
  );

/** SUP-1: alerts about which an agency was asked. */
export const askedAlertList = (
  deps: Deps,
  agency: string,
  query: ListQuery<typeof askedAlertListSpec>,
): Promise<ListReply<AskedAlert>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.alerts.askedList(agency, asked, deps.clock.now()),
      (alerts) => askedViewsOf(tx, alerts),
    ),
  );

export async function quarantineList(
  deps: Deps,
  region: RegionCode,
  query: ListQuery<typeof quarantineListSpec>,
): Promise<ListReply<QuarantineCase>> {
  const cases = await quarantineCases(deps, region);
  const listed = cases.map(
    (one): Listed<QuarantineCase> => ({
      row: one,
      texts: [one.enterprise, one.agency, one.officer],
      sorts: { arrived: one.events[0]?.arrivedAt ?? 0 },
      id: `${one.device} ${one.task}`,
    }),
  );
  return replyOf(
    query,
    async (asked) => {
      const { reason } = asked.filters;
      return pageInMemory(
        quarantineListSpec,
        asked,
        listed.filter(({ row }) => !reason || row.reason === reason),
      );
    },
    (rows) => rows,
  );
}

/** Written reasons of this calendar year, by rule and agency. */
export async function reasonList(
  deps: Deps,
  region: RegionCode,
  query: ListQuery<typeof reasonListSpec>,
): Promise<ListReply<ReasonRow>> {
  const since = startOfYear(yearOf(deps.clock.now()));
  const rows = await deps.store.read(async (tx) => {
    const counts = await tx.reasons.counts(region, since);
    const names = await tx.registry.agencyNames(counts.map(({ agency }) => agency));
    return counts.map((one) => ({ ...one, agencyName: names.get(one.agency) ?? '' }));
  });
  const listed = rows.map(
    (row): Listed<ReasonRow> => ({
      row,
      texts: [row.rule, row.agencyName],
      sorts: { count: row.count, latest: row.latest },
      id: `${row.rule} ${row.agency}`,
    }),
  );
  return replyOf(
    query,
    async (asked) => {
      const { rule, agency } = asked.filters;
      const left = listed.filter(({ row }) => (!rule || row.rule === rule) && (!agency || row.agency === agency));
      return pageInMemory(reasonListSpec, asked, left);
    },
    (found) => found,
  );
}

/** Devices of the agencies of a scope; revoked ones come last. */
export async function deviceList(
  deps: Deps,
  scope: ListScope,
  query: ListQuery<typeof deviceListSpec>,
): Promise<ListReply<DeviceRow>> {
  const { agencies, devices } = await devicesOfAgencies(deps, scope);
  const names = new Map(agencies.map(({ id, name }) => [id, name]));
  const listed = [...devices].sort(byTrouble).map((device, rank): Listed<DeviceRow> => {
    const agencyName = names.get(device.officer.agency) ?? '';
    const row = { ...deviceReplyOf(device), agency: device.officer.agency, agencyName };
    const sorts = { trouble: rank, contact: row.lastContactAt };
    return { row, texts: [row.officer.name, row.id.slice(0, 8), agencyName], sorts, id: row.id };
  });
  return replyOf(
    query,
    async (asked) => {
      const { light, agency } = asked.filters;
      const left = listed.filter(
        ({ row }) => (!light || row.health.light === light) && (!agency || row.agency === agency),
      );
      return pageInMemory(deviceListSpec, asked, left);
    },
    (rows) => rows,
  );
}
