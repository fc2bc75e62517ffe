import { fromBase64Url, utf8 } from '@liangma/shared/kernel/bytes';
import { deviceIdSchema, taskIdSchema } from '@liangma/shared/kernel/ids';
import { SECOND } from '@liangma/shared/kernel/instant';
import { chainEndSchema } from '@liangma/shared/protocol/chain-end';
import {
  checkpointSchema,
  DEVICE_KEY_HEADER,
  EVENTS_PULLED_HEADER,
  eventDocumentSchema,
  pushAnswerSchema,
  pushBodySchema,
  taskDocumentSchema,
} from '@liangma/shared/protocol/documents';
import { draftAnswerSchema, draftDocumentSchema } from '@liangma/shared/protocol/draft-document';
import { deviceIdOf } from '@liangma/shared/protocol/envelope';
import { scopeChecksumsSchema } from '@liangma/shared/protocol/scope-checksum';
import { classifyVersion, PROTOCOL_HEADER, understoodUntil } from '@liangma/shared/protocol/version';
import { isStranger } from '@liangma/shared/sync/stranger';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { newDevice } from '../devices/devices.ts';
import type { Device } from '../devices/repository.ts';
import { pullDrafts, pushDrafts } from '../drafts/drafts.ts';
import { countedAs } from '../http/client-address.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { sentWhole } from '../http/encoding.ts';
import { Problem } from '../http/problem.ts';
import { versionOf } from '../http/protocol.ts';
import { parse, permitted, seenOn, signedIn } from '../http/require.ts';
import { sessionStreams } from '../http/session-streams.ts';
import { type Amount, type StrangerQuota, strangerQuota } from '../limits/stranger-quota.ts';
import { isSignInBlocked } from '../officers/suspension.ts';
import { findDevice } from '../ports/directory.ts';
import { pullEvents, pullTasks } from './pull.ts';
import { pushEvents } from './push.ts';

const parseJson = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown;
    } catch {
      addIssue({ message: 'not JSON' });
      return NEVER;
    }
  }),
);

/** China has some four hundred prefectures. */
const MAX_SHARDS = 500;

/** Refuses a checkpoint that no server gave: unsafe numbers, or more shards than there are. A database may fail at either. */
const givenCheckpoint = v.pipe(
  checkpointSchema,
  v.maxEntries(MAX_SHARDS),
  v.check((checkpoint) => Object.values(checkpoint).every(Number.isSafeInteger), 'checkpoint-number'),
);

const pullQuery = {
  checkpoint: v.optional(v.pipe(parseJson, givenCheckpoint), '{}'),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number)), '1000'),
  epoch: v.optional(v.string()),
};
const MAX_PAGE = 1000;
const pushHeaders = v.object({
  [EVENTS_PULLED_HEADER]: v.optional(v.pipe(parseJson, v.object({ shards: givenCheckpoint, epoch: v.string() }))),
});
/** Seconds after which the next request may reach an updated server. */
const ANOTHER_SERVER = 30;

/** A row without a task’s id could not be answered at all. */
const draftPushBody = v.pipe(
  pushBodySchema,
  v.check((rows) => rows.every(({ newDocumentState: { id } }) => v.is(taskIdSchema, id)), 'draft-id'),
);

const pullReply = (document: v.GenericSchema) =>
  v.object({ documents: v.array(document), checkpoint: checkpointSchema, epoch: v.string() });

/** A task, or the tombstone of a task that was given to other officers. */
const pulledTask = v.union([taskDocumentSchema, v.object({ id: taskIdSchema, _deleted: v.literal(true) })]);

/** The last page carries the checksums of all tasks (SYNC-17). */
const pulledTasks = v.object({ ...pullReply(pulledTask).entries, sums: v.optional(scopeChecksumsSchema) });

/** The last page carries the end of the chain (SYNC-20). */
const pulledEvents = v.object({ ...pullReply(eventDocumentSchema).entries, chain: v.optional(chainEndSchema) });

const PULL_PROBLEMS = [
  'bad-request',
  'not-signed-in',
  'forbidden',
  'device-revoked',
  'resync',
  'protocol-too-old',
  'protocol-too-new',
] as const;

export const syncRoutes = (deps: Deps, { quota }: Pick<StrangerLimits, 'quota'>, streamFor = sessionStreams(deps)) =>
  new Hono<AppEnv>()
    .use(async (c, next) => {
      const version = versionOf(c);
      c.header(PROTOCOL_HEADER, String(deps.protocol.current));
      const support = classifyVersion(version, deps.protocol);
      if (support === 'too-old') throw new Problem('protocol-too-old');
      if (support === 'too-new') throw new Problem('protocol-too-new', { retryAfter: ANOTHER_SERVER });
      if (support === 'older')
        c.header('sunset', new Date(understoodUntil(Number(version), deps.protocol)).toUTCString());
      return next();
    })
    .get(
      '/tasks/pull',
      describe('Tasks of the signed-in officer after a checkpoint', pulledTasks, PULL_PROBLEMS),
      parse('query', v.object({ ...pullQuery, device: v.optional(deviceIdSchema) })),
      async (c) => {
        const { officer, account } = permitted(c, 'sync.pull');
        const { checkpoint, limit, epoch, device } = c.req.valid('query');
        // The epoch comes first: a restored store may not know this device, and the device has to hear why.
        assertEpoch(deps, epoch);
        if (device !== undefined) await assertInUse(deps, c, device, account);
        if (officer === null) throw new Problem('forbidden');
        const page = await pullTasks(deps, officer, checkpoint, Math.min(limit, MAX_PAGE), versionOf(c));
        return sentWhole(c, page);
      },
    )
    .get(
      '/events/pull',
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
      '/events/push',
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
    )
    .get(
      '/drafts/pull',
      describe('Drafts of records of the signed-in officer’s tasks', pullReply(draftDocumentSchema), PULL_PROBLEMS),
      parse('query', v.object({ ...pullQuery, device: v.optional(deviceIdSchema) })),
      async (c) => {
        const { officer, account } = permitted(c, 'sync.pull');
        const { checkpoint, limit, epoch, device } = c.req.valid('query');
        assertEpoch(deps, epoch);
        if (device !== undefined) await assertInUse(deps, c, device, account);
        if (officer === null) throw new Problem('forbidden');
        return c.json(await pullDrafts(deps, officer, checkpoint, Math.min(limit, MAX_PAGE)));
      },
    )
    .post(
      '/drafts/push',
      describe(
        'Drafts of records; rows come back that merging has changed, or that were refused',
        v.array(draftAnswerSchema),
        [
          'bad-request',
          'not-signed-in',
          'forbidden',
          'too-large',
          'protocol-too-old',
          'protocol-too-new',
          'too-many-requests',
        ],
      ),
      rateLimit(deps, 600),
      parse('json', draftPushBody),
      async (c) => {
        const { account, officer } = permitted(c, 'draft.fill');
        if (officer === null) throw new Problem('forbidden');
        return c.json(await pushDrafts(deps, { account, officer }, c.req.valid('json')));
      },
    )
    .get('/stream', describe('Hints that something changed', 'events', ['not-signed-in']), (c) => {
      return c.body(streamFor(c), 200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
      });
    });

export interface StrangerLimits {
  readonly quota: StrangerQuota;
  /** Refuses by the length of the body what `admit` would refuse, before the body is read. */
  readonly byLength: MiddlewareHandler<AppEnv>;
}

/** [SYNC-22] Limits shared by all routes of a server. Reading a body costs more than refusing it. */
export function strangerLimits(deps: Deps): StrangerLimits {
  const quota = strangerQuota(deps);
  return {
    quota,
    byLength: async (c, next) => {
      if (c.req.header(DEVICE_KEY_HEADER) === undefined) return next();
      const wait = quota.wait(countedAs(c, deps), Number(c.req.header('content-length') ?? 0));
      if (wait > 0) throw new Problem('too-many-requests', { retryAfter: Math.ceil(wait / SECOND) });
      return next();
    },
  };
}

/** [SYNC-22] Refuses before anything is opened: checking signatures costs more than reading rows. */
function admit(quota: StrangerQuota, network: string, key: string, body: v.InferOutput<typeof pushBodySchema>): void {
  const envelopes = body.map(({ newDocumentState: { envelope } }) => (typeof envelope === 'string' ? envelope : ''));
  const wait = quota.admit(network, key, sizeOf(envelopes));
  if (wait > 0) throw new Problem('too-many-requests', { retryAfter: Math.ceil(wait / SECOND) });
}

const sizeOf = (envelopes: readonly { readonly length: number }[]): Amount => ({
  rows: envelopes.length,
  bytes: envelopes.reduce((sum, { length }) => sum + length, 0),
});

function assertEpoch(deps: Deps, epoch: string | undefined): void {
  if (epoch !== undefined && epoch !== deps.store.epoch) throw new Problem('resync', { epoch: deps.store.epoch });
}

/** [SYNC-9] Throws for a revoked device. It gets nothing any more, and learns the outcome of its events by sending them again. */
async function assertInUse(deps: Deps, c: Context<AppEnv>, id: string, account: string): Promise<void> {
  const device = await deps.store.read((tx) => findDevice(tx, id));
  if (device?.account !== account) throw new Problem('forbidden');
  if (device.revokedAt !== null) throw new Problem('device-revoked');
  await seenOn(deps, c, id);
}

/**
 * Returns the device that sends. An enrolled device sends under its officer's session; a browser that nobody enrolled brings
 * its own key. [SYNC-9] If the officer can no longer sign in, a known device needs no session: each row proves by its
 * signature whose it is.
 */
async function senderOf(deps: Deps, c: Context<AppEnv>, rows: readonly Record<string, unknown>[]): Promise<Device> {
  const ownKey = c.req.header(DEVICE_KEY_HEADER);
  if (ownKey !== undefined) return browserOf(deps, ownKey);
  const actor = c.get('actor');
  // A row without a device comes back as malformed, and holds up no other.
  const id = rows.map((row) => row.device).find((named) => v.is(deviceIdSchema, named));
  const device = id === undefined ? undefined : await deps.store.read((tx) => findDevice(tx, id));
  if (!actor) {
    if (device && (await deps.store.read((tx) => isSignInBlocked(tx, device)))) return device;
    throw new Problem('not-signed-in');
  }
  if (!device || device.account !== actor.account) throw new Problem('forbidden', { detail: ['unknown-device'] });
  return device;
}

async function browserOf(deps: Deps, text: string): Promise<Device> {
  const key = fromBase64Url(text);
  const id = key && (await deviceIdOf(key, deps.signatures.sha256));
  if (!key || id === undefined) throw new Problem('bad-request', { detail: [DEVICE_KEY_HEADER] });
  const known = await deps.store.read((tx) => findDevice(tx, id));
  return known ?? newDevice(id, key, deps.clock.now());
}
