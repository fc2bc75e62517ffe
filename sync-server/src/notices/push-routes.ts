/** `/api/me/push`: Web Push for the signed-in person, in the browser that asks. */
import { pushSubscriptionSchema } from '@liangma/shared/notices/push';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse, signedIn } from '../http/require.ts';
import { subscribe, unsubscribe } from './push-subscriptions.ts';

const endpoint = v.object({ endpoint: v.pipe(v.string(), v.maxLength(1000)) });
const done = v.object({ subscribed: v.boolean() });

export const pushRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe(
        'Key for Web Push, and the browsers in which the person subscribed',
        v.object({
          /** Null if this server sends none. */
          publicKey: v.nullable(v.string()),
          endpoints: v.array(v.string()),
        }),
        ['not-signed-in'],
      ),
      async (c) => {
        const { account } = signedIn(c);
        const own = await deps.store.read((tx) => tx.pushes.ofAccount(account));
        return c.json({ publicKey: deps.pusher.publicKey ?? null, endpoints: own.map((one) => one.endpoint) });
      },
    )
    .post(
      '/',
      describe('Subscribe this browser to Web Push, until its session ends', done, [
        'bad-request',
        'not-signed-in',
        'not-found',
        'too-many-requests',
      ]),
      rateLimit(deps, 20),
      parse('json', pushSubscriptionSchema),
      async (c) => {
        const [actor, token] = [signedIn(c), c.get('sessionToken')];
        if (token === undefined) return problem(c, 'not-signed-in');
        if (deps.pusher.publicKey === undefined) return problem(c, 'not-found');
        await subscribe(deps, actor, token, c.req.valid('json'));
        return c.json({ subscribed: true });
      },
    )
    .post(
      '/end',
      describe('End the subscription of a browser', done, ['bad-request', 'not-signed-in']),
      parse('json', endpoint),
      async (c) => {
        await unsubscribe(deps, signedIn(c).account, c.req.valid('json').endpoint);
        return c.json({ subscribed: false });
      },
    );
