import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

const closing = v.object({ at: v.number(), by: v.string(), name: v.string(), note: v.string() });

export const alertSchema = v.object({
  ...{ id: v.string(), rule: v.string(), code: v.string(), task: v.string(), at: v.number() },
  ...{ enterprise: v.string(), agency: v.string(), officer: v.string() },
  missing: v.nullable(v.object({ from: v.number(), to: v.number(), left: v.number() })),
  explanations: v.array(v.object({ at: v.number(), by: v.string(), text: v.string() })),
  closed: v.nullable(closing),
});
export type Alert = v.InferOutput<typeof alertSchema>;

const listReply = v.object({ alerts: v.array(alertSchema), total: v.number() });
export type AlertList = v.InferOutput<typeof listReply>;

/** Of the own region, newest first. */
export const listAlerts = (state: 'open' | 'closed'): Promise<Result<AlertList, Problem>> =>
  request('GET', `/api/alerts${query({ state })}`, listReply);

export const closeAlert = (id: string, note: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/alerts/${encodeURIComponent(id)}/close`, v.object({ closed: closing }), { note });
