import { utf8 } from '@liangma/shared/kernel/bytes';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { chainEndSchema } from '@liangma/shared/protocol/chain-end';
import {
  EVENTS_PULLED_HEADER,
  eventDocumentSchema,
  pushAnswerSchema,
  pushBodySchema,
} from '@liangma/shared/protocol/documents';
import { isStranger } from '@liangma/shared/sync/stranger';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { countedAs } from '../http/client-address.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { sentWhole } from '../http/encoding.ts';
import { versionOf } from '../http/protocol.ts';
import {
  assertEpoch,
  assertInUse,
  givenCheckpoint,
  MAX_PAGE,
  PULL_PROBLEMS,
  parseJson,
  pullQuery,
  pullReply,
} from '../http/pull-request.ts';
import { parse, signedIn } from '../http/require.ts';
import { pullEvents } from './pull.ts';
import { pushEvents } from './push.ts';
import { admit, type StrangerLimits, senderOf, sizeOf } from './sender-routes.ts';

const pushHeaders = v.object({
  [EVENTS_PULLED_HEADER]: v.optional(v.pipe(parseJson, v.object({ shards: givenCheckpoint, epoch: v.string() }))),
});
/** The last page carries the end of the chain (SYNC-20). */
const pulledEvents = v.object({ ...pullReply(eventDocumentSchema).entries, chain: v.optional(chainEndSchema) });

export const eventRoutes = (deps: Deps, { quota }: Pick<StrangerLimits, 'quota'>) =>
  new Hono<AppEnv>()
    .get(
      '/pull',
      describe('What became of a device’s events', pulledEvents, PULL_PROBLEMS),
      parse('query', v.object({ ...pullQuery, device: deviceIdSchema })),
      async (c) => {
        // A suspended officer may pull too: they may know the outcome of what they did before (SYNC-9).
        const actor = signedIn(c);
        const { checkpoint, limit, epoch, device } = c.req.valid('query');
        assertEpoch(deps, epoch);
        await assertInUse(deps, c, device, actor.account);
        const page = await pullEvents(deps, device, checkpoint, Math.min(limit, MAX_PAGE), versionOf(c));
        return sentWhole(c, utf8(JSON.stringify(page)));
      },
    )
    .post(
      '/push',
      describe('Signed events of one device; each row comes back with its outcome', pushAnswerSchema, [
        'bad-request',
        'not-signed-in',
        'too-large',
        'unsupported-media-type',
        'protocol-too-old',
        'protocol-too-new',
        'too-many-requests',
      ]),
      rateLimit(deps, 600),
      parse('header', pushHeaders),
      parse('json', pushBodySchema),
      async (c) => {
        const body = c.req.valid('json');
        if (body.length === 0) return c.json([]);
        const sender = await senderOf(
          deps,
          c,
          body.map(({ newDocumentState }) => newDocumentState),
        );
        const { [EVENTS_PULLED_HEADER]: from } = c.req.valid('header');
        const pulled = from?.epoch === deps.store.epoch ? from.shards : undefined;
        const network = countedAs(c, deps);
        if (isStranger(sender)) admit(quota, network, sender.id, body);
        const { rows, stored, upTo } = await pushEvents(deps, sender, body, { version: versionOf(c), pulled });
        if (isStranger(sender)) quota.keep(network, sender.id, sizeOf(stored));
        if (upTo) c.header(EVENTS_PULLED_HEADER, JSON.stringify(upTo));
        return sentWhole(c, utf8(JSON.stringify(rows)));
      },
    );
