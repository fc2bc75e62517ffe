/** The list of alerts: its filters and sort keys. */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { ALERT_RULES, type AlertCode, SEVERITIES } from './alerts.ts';

export const ALERT_CODES = Object.keys(ALERT_RULES) as AlertCode[];

export const alertListSpec = {
  filters: {
    /** Open alerts where it is absent. */
    state: v.picklist(['open', 'closed']),
    severity: v.picklist(SEVERITIES),
    code: v.picklist(ALERT_CODES),
    region: regionCodeSchema,
    /** First and last day on which the alert was raised. */
    from: daySchema,
    to: daySchema,
  },
  sorts: { at: 'number' },
  defaultSort: '-at',
} as const satisfies ListSpec;
