import type { Result } from '@liangma/shared/kernel/result';
import { closingSchema } from '@liangma/shared/sync/alerts';
import { type AlertList, alertListSchema, type ListedAlert } from '@liangma/shared/sync/listed-alert';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

/** Of the own region, newest first; `before` is the place of an alert that newer ones end with. */
export const listAlerts = (state: 'open' | 'closed', before?: string): Promise<Result<AlertList, Problem>> =>
  request('GET', `/api/alerts${query({ state, before })}`, alertListSchema);

export const placeOf = ({ at, id }: Pick<ListedAlert, 'at' | 'id'>): string => `${at}.${id}`;

export const closeAlert = (id: string, note: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/alerts/${encodeURIComponent(id)}/close`, v.object({ closed: closingSchema }), { note });
