/**
 * Reports of enterprises that no code was shown (SHOW-6), as the requests office reads them: what was reported, without the telephone
 * that the enterprise left for supervisors alone, and how far supervisors have come, without their words.
 */
import * as v from 'valibot';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { ALERT_STATES, type Occurrence } from './alert.ts';
import type { ListedAlert } from './listed-alert.ts';

/** Rule of the alert that holds the reports. */
export const REPORTS = 'no-code-reported';

export const reportListSpec = {
  filters: {
    /** All that are not closed where it is absent. */
    state: v.picklist(ALERT_STATES),
    region: regionCodeSchema,
  },
  sorts: { last: 'number' },
  defaultSort: '-last',
} as const satisfies ListSpec;

export const listedReportSchema = v.object({
  id: v.string(),
  state: v.picklist(ALERT_STATES),
  countyName: v.string(),
  /** Reports about one agency on one day; the newest are below. */
  count: v.number(),
  reports: v.array(
    v.object({
      /** When it was received. */
      at: v.number(),
      happened: v.array(v.string()),
      day: v.string(),
      agency: v.string(),
      enterprise: v.string(),
      text: v.string(),
    }),
  ),
});
export type ListedReport = v.InferOutput<typeof listedReportSchema>;

/** [SHOW-6] The telephone of the enterprise is for supervisors alone. */
export const reportOf = ({
  id,
  state,
  countyName,
  count,
  occurrences,
}: Pick<ListedAlert, 'id' | 'state' | 'countyName' | 'count' | 'occurrences'>): ListedReport => ({
  id,
  state,
  countyName,
  count,
  reports: occurrences.map(({ at, evidence }) => ({
    at,
    happened: Array.isArray(evidence.happened) ? [...evidence.happened] : [],
    day: textOf(evidence, 'day'),
    agency: textOf(evidence, 'agency'),
    enterprise: textOf(evidence, 'enterprise'),
    text: textOf(evidence, 'text'),
  })),
});

function textOf(evidence: Occurrence['evidence'], name: string): string {
  const value = evidence[name];
  return typeof value === 'string' ? value : '';
}
