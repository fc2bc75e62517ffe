/** Which inspections of the list are shown. The filter lives in the address, so that every number can lead to one. */
import { dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { InspectionRow } from '@liangma/shared/supervision/overview';

export interface RowFilter {
  readonly text: string;
  readonly state: string;
  readonly county: string;
  readonly show: '' | 'today' | 'alerts';
}

export const NO_FILTER: RowFilter = { text: '', state: '', county: '', show: '' };

export function filterFrom(parameters: Pick<URLSearchParams, 'get'>): RowFilter {
  const show = parameters.get('show');
  return {
    text: parameters.get('q') ?? '',
    state: parameters.get('state') ?? '',
    county: parameters.get('county') ?? '',
    show: show === 'today' || show === 'alerts' ? show : '',
  };
}

/** `?state=refused&show=today`; empty for no filter. */
export function filterQuery(filter: Partial<RowFilter>): string {
  const { text = '', state = '', county = '', show = '' } = filter;
  const given = Object.entries({ q: text, state, county, show }).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

export function filterRows(rows: readonly InspectionRow[], filter: RowFilter, now: Instant): InspectionRow[] {
  const text = filter.text.trim();
  return rows.filter(
    (row) =>
      (text === '' || `${row.enterprise} ${row.agency}`.includes(text)) &&
      (filter.state === '' || row.state === filter.state) &&
      (filter.county === '' || row.county === filter.county) &&
      (filter.show !== 'today' || dayOf(row.at) === dayOf(now)) &&
      (filter.show !== 'alerts' || row.alerts.length > 0),
  );
}
