/** The list of alerts: its filters and sort keys. */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { ALERT_STATES, SEVERITIES } from './alert.ts';
import { ALERT_CODES, ALERT_RULES } from './alert-rules.ts';

const rules = [...new Set(Object.values(ALERT_RULES))];

export const alertListSpec = {
  filters: {
    /** All that are not closed where it is absent. */
    state: v.picklist(ALERT_STATES),
    severity: v.picklist(SEVERITIES),
    code: v.picklist(ALERT_CODES),
    rule: v.picklist(rules),
    region: regionCodeSchema,
    /** Id of the agency. */
    agency: v.pipe(v.string(), v.maxLength(80)),
    /** Account of who handles it; `nobody` for those without. */
    owner: v.pipe(v.string(), v.maxLength(80)),
    /** A question or a letter was not answered in time. */
    overdue: v.picklist(['yes']),
    /** First and last day on which the alert was raised. */
    from: daySchema,
    to: daySchema,
  },
  /** `urgency`: the gravest first, among them the one whose term ends first. */
  sorts: { at: 'number', last: 'number', urgency: 'number' },
  defaultSort: '-at',
} as const satisfies ListSpec;

/** Alerts about which an agency was asked. */
export const askedAlertListSpec = {
  filters: {
    /** All that are not closed where it is absent. */
    state: v.picklist(ALERT_STATES),
    severity: v.picklist(SEVERITIES),
    overdue: v.picklist(['yes']),
  },
  sorts: { urgency: 'number', at: 'number' },
  defaultSort: 'urgency',
} as const satisfies ListSpec;
