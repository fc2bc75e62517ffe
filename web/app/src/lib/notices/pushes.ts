/** Web Push in this browser, for the signed-in person. */
import type { Result } from '@liangma/shared/kernel/result';
import type { PushSubscription } from '@liangma/shared/notices/push';
import * as v from 'valibot';
import type { Problem } from '#lib/api/problem.ts';
import { request } from '#lib/api/request.ts';

const ownSchema = v.object({ publicKey: v.nullable(v.string()), endpoints: v.array(v.string()) });
const doneSchema = v.object({ subscribed: v.boolean() });

type Reply<T> = Promise<Result<T, Problem>>;

export const readPushes = (): Reply<v.InferOutput<typeof ownSchema>> => request('GET', '/api/me/push', ownSchema);

export const subscribe = (subscription: PushSubscription): Reply<unknown> =>
  request('POST', '/api/me/push', doneSchema, subscription);

export const unsubscribe = (endpoint: string): Reply<unknown> =>
  request('POST', '/api/me/push/end', doneSchema, { endpoint });
