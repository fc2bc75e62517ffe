import * as v from 'valibot';
import { expect, test } from 'vitest';
import { alertListSpec, askedAlertListSpec } from '../alerts/alert-list.ts';
import { askedAlertSchema, listedAlertSchema } from '../alerts/listed-alert.ts';
import { deviceListSpec, deviceRowSchema } from '../devices/device-list-spec.ts';
import { officerListSpec, officerRowSchema } from '../registry/officer-list.ts';
import { reasonListSpec, reasonRowSchema } from '../tasks/reason-list.ts';
import { taskListSpec, taskRowSchema } from '../tasks/task-list.ts';
import { burdens, rankingFigures } from './fairness.ts';
import { overviewSchema } from './overview.ts';

/** Every list and statistic that a face can ask for. Alerts and inspections are about deeds, and name who did them. */
const LISTS = {
  officers: { row: officerRowSchema, spec: officerListSpec },
  devices: { row: deviceRowSchema, spec: deviceListSpec },
  reasons: { row: reasonRowSchema, spec: reasonListSpec },
};

test.each(Object.entries(LISTS))('[SUP-3] the list of %s ranks no officer', (_, { row, spec }) => {
  expect(rankingFigures({ fields: Object.keys(row.entries), sorts: Object.keys(spec.sorts) })).toEqual([]);
});

test('[SUP-3] lists of inspections and alerts are sorted by time, agency or enterprise, never by officer', () => {
  const sorts = [taskListSpec, alertListSpec, askedAlertListSpec].flatMap((spec) => Object.keys(spec.sorts));
  expect(sorts.filter((name) => /officer|count|rank/i.test(name))).toEqual([]);
});

test('[SUP-3] no statistic is by officer', () => {
  const names = (schema: unknown): string[] => {
    const { entries, item, wrapped } = schema as {
      entries?: Record<string, unknown>;
      item?: unknown;
      wrapped?: unknown;
    };
    const inner = [...Object.values(entries ?? {}), item, wrapped].filter((one) => one !== undefined);
    return [...Object.keys(entries ?? {}), ...inner.flatMap(names)];
  };
  expect(names(overviewSchema)).toContain('inspections');
  expect(names(overviewSchema).filter((name) => /officer|certificate|inspector/i.test(name))).toEqual([]);
});

test('[SUP-3] a list of officers with their inspections counted would be found', () => {
  const fields = [...Object.keys(officerRowSchema.entries), 'inspections'];
  expect(rankingFigures({ fields, sorts: ['fines'] })).toEqual(['inspections', 'fines']);
  expect(rankingFigures({ fields: ['agency', 'count'], sorts: ['count'] })).toEqual([]);
  expect(v.is(listedAlertSchema, {}) || v.is(askedAlertSchema, {}) || v.is(taskRowSchema, {})).toBe(false);
});

test('[APP-1] an address that clocks people in, follows or ranks them would be found', () => {
  expect(
    burdens(['/api/clock-in', '/api/officers/:id/track', '/api/points', '/api/tasks', '/api/sync/report']),
  ).toEqual(['/api/clock-in', '/api/officers/:id/track', '/api/points']);
});
