/**
 * Messages: another try that a person asks for, and receipts as the gateway tells them. It signs the time and the body as we sign our
 * own requests to it.
 */
import { MINUTE } from '@liangma/shared/kernel/instant';
import { listedMessageSchema, messageListSpec, retriedMessagesSchema } from '@liangma/shared/notices/message-list';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { retryMessage } from './message-list.ts';
import { retryFailed } from './retry-failed.ts';
import { change } from './send-messages.ts';

const receiptSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  state: v.picklist(['read', 'failed']),
  error: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
});
/** Older requests may be repetitions. */
const TOLERANCE = 5 * MINUTE;

export const noticeRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .post(
      '/retry',
      describe('Try all messages of the own region again that were given up, newest first', retriedMessagesSchema, [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'too-many-requests',
      ]),
      rateLimit(deps, 10),
      parse('json', v.object({ channel: v.optional(messageListSpec.filters.channel) })),
      async (c) => c.json(await retryFailed(deps, permitted(c, 'message.retry'), c.req.valid('json').channel)),
    )
    .post(
      '/:id/retry',
      describe(
        'Try a message at once that waits or was given up; the reply says what became of it',
        listedMessageSchema,
        ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state', 'too-many-requests'],
      ),
      rateLimit(deps, 60),
      parse('param', v.object({ id: v.pipe(v.string(), v.uuid()) })),
      async (c) => {
        permitted(c, 'message.retry');
        const { id } = c.req.valid('param');
        const known = await deps.store.read(async (tx) => {
          const shard = await tx.places.shardOf('message', id);
          return shard === undefined ? undefined : tx.messages.byId(shard, id);
        });
        if (!known) return problem(c, 'not-found');
        const actor = permitted(c, 'message.retry', { region: known.county });
        const tried = await retryMessage(deps, actor, known);
        return tried.ok ? c.json(tried.value) : problem(c, tried.error);
      },
    )
    .post(
      '/receipts',
      describe('Receipt of a message, told by the gateway with a signed request', v.object({ state: v.string() }), [
        'bad-request',
        'not-found',
        'wrong-state',
        'too-many-requests',
      ]),
      rateLimit(deps, 600),
      async (c) => {
        const body = await c.req.text();
        const [at, signature] = [Number(c.req.header('x-liangma-at')), c.req.header('x-liangma-signature') ?? ''];
        const now = deps.clock.now();
        const isNow = Math.abs(now - at) <= TOLERANCE;
        if (!isNow || !deps.notifier.isReceipt({ at, body, signature }))
          return problem(c, 'bad-request', { detail: ['x-liangma-signature'] });
        const receipt = v.safeParse(v.pipe(v.string(), v.parseJson(), receiptSchema), body);
        if (!receipt.success) return problem(c, 'bad-request');
        const { id, state, error } = receipt.output;
        const shard = await deps.store.read((tx) => tx.places.shardOf('message', id));
        if (shard === undefined) return problem(c, 'not-found');
        const most = deps.limits.messageTries;
        const changed = await change(
          deps,
          shard,
          id,
          state === 'read' ? { type: 'read', at: now } : { type: 'refused', at: now, error, final: true, most },
        );
        return changed ? c.json({ state: changed.delivery.state }) : problem(c, 'wrong-state');
      },
    );
