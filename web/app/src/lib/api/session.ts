import { type Actor, actorSchema } from '@liangma/shared/access/authorise';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const reply = v.pipe(
  v.object({ actor: actorSchema }),
  v.transform(({ actor }) => actor),
);

export const readSession = (): Promise<Result<Actor, Problem>> => request('GET', '/api/session', reply);

export const openSession = (name: string, password: string): Promise<Result<Actor, Problem>> =>
  request('POST', '/api/session', reply, { name, password });

export const closeSession = (): Promise<Result<unknown, Problem>> => request('DELETE', '/api/session', v.unknown());

/** Demo servers say so; then the sign-in page names the demo people. */
export const readHealth = (): Promise<Result<{ demo: boolean }, Problem>> =>
  request('GET', '/api/health', v.object({ demo: v.fallback(v.boolean(), false) }));
