/** Steps of an alert (SUP-1). */
import { ALERT_STATES } from '@liangma/shared/alerts/alert';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const stateSchema = v.object({ state: v.picklist(ALERT_STATES) });
type Done = Promise<Result<unknown, Problem>>;

const step = (id: string, name: string, body: object): Done =>
  request('POST', `/api/alerts/${encodeURIComponent(id)}/${name}`, stateSchema, body);

export const closeAlert = (id: string, note: string): Done => step(id, 'close', { note });
export const takeAlert = (id: string): Done => step(id, 'take', {});
export const askAboutAlert = (id: string, words: string): Done => step(id, 'ask', { words });
export const sendLetter = (id: string, number: string, words: string): Done => step(id, 'letter', { number, words });
export const explainAlert = (id: string, words: string): Done => step(id, 'explain', { words });
export const replyToLetter = (id: string, words: string): Done => step(id, 'reply', { words });

export const closeAlerts = (ids: readonly string[], note: string): Done =>
  request('POST', '/api/alerts/close', v.object({ closed: v.number() }), { ids, note });
