/** Ports of pull and push, made of the parts of an open device. */
import { bestEffort } from '@liangma/web-common/best-effort';
import { Dexie } from 'dexie';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { hasUnknown } from '../downloads/matters.ts';
import { type DraftPushPorts, draftsArrived, shareAgain, shareOfKnownTasks } from '../drafts/draft-exchange.ts';
import type { Drafts } from '../drafts/drafts-db.ts';
import { requeueAnswered, requeueLost } from '../outbox/lost-events.ts';
import type { Uses } from '../parts.ts';
import { news, pulled, sentAs, takeAnswers } from '../receipts/answers.ts';
import { checkOutstanding } from '../receipts/outstanding.ts';
import { receiptPorts } from '../receipts/receipt-ports.ts';
import type { DraftRow, EventRow } from '../rows.ts';
import { integrityCheck } from '../tasks/integrity-check.ts';
import { againBegins, arrived, caughtUp, freshBegins } from '../tasks/task-scope.ts';
import { upkeep } from '../upkeep.ts';
import { type PulledTask, readDrafts, readEvents, readTasks } from '../wire/replies.ts';
import { getPage, postDrafts, postEvents } from '../wire/sync-endpoints.ts';
import { isPullBlocked } from '../wire/sync-problem.ts';
import { AckCheckpoint, type EventTraffic, eventTraffic } from './ack-checkpoint.ts';
import { mustBeAt, type PullPorts } from './pull.ts';
import type { EventPushPorts } from './push.ts';

type PullParts = Uses<'db' | 'wire' | 'clock' | 'deviceId' | 'confirmSession'>;
type TaskParts = PullParts & Uses<'drafts' | 'root' | 'trust' | 'actor'>;
type EventParts = PullParts & Uses<'root' | 'trust'>;

/** `again` asks for another pull. */
export function taskPullPorts(
  parts: TaskParts,
  pushFirst: () => Promise<void>,
  again: () => void,
): PullPorts<PulledTask> {
  const { db, clock } = parts;
  const integrity = integrityCheck(db);
  return {
    confirmSession: parts.confirmSession,
    getPage: (from, limit) => getPage(parts, 'tasks', from, limit),
    read: readTasks,
    pushFirst,
    freshBegins: (epoch) => freshBegins(db, epoch),
    divergentShards: async () => (await readMeta(db, 'divergentShards')) ?? [],
    againBegins: (shards, epoch) => againBegins(db, shards, epoch),
    arrived: async (page, stretch) => {
      const matters = new Set(page.documents.flatMap(({ data }) => data.matters ?? []));
      if (await hasUnknown(db, matters)) await db.meta.delete('mattersAt');
      integrity.arrived(page);
      return arrived(parts, page, stretch);
    },
    caughtUp: async (page) => {
      await caughtUp(parts);
      const now = clock.now();
      await db.transaction('rw', db.meta, async () => {
        await writeMeta(db, 'lastSync', now);
        await writeMeta(db, 'lastPull', now);
      });
      const checked = integrity.compare(page, now).then((isDivergent) => isDivergent && again());
      void bestEffort(checked, 'the next pull compares again').then(() => upkeep(parts));
    },
  };
}

export function eventPullPorts(
  parts: EventParts,
  pushFirst: () => Promise<void>,
  { answered }: EventTraffic,
): PullPorts<EventRow> {
  const { db, clock } = parts;
  return {
    confirmSession: parts.confirmSession,
    getPage: (from, limit) => {
      answered.clear();
      return getPage(parts, 'events', from, limit);
    },
    read: readEvents,
    pushFirst: () =>
      pushFirst().catch(async (error: unknown) => {
        if (isPullBlocked(error)) await requeueAnswered(db, clock.now());
        throw error;
      }),
    freshBegins: async () => undefined,
    divergentShards: async () => (await readMeta(db, 'divergentEventShards')) ?? [],
    arrived: async (page, { from, to }) => {
      await takeAnswers(db, receiptPorts(parts), {
        rows: await news(
          db,
          page.documents.map(({ _deleted, ...row }) => row),
        ),
        rule: pulled,
        also: async () => {
          mustBeAt(await readMeta(db, 'eventsPulled'), from);
          await writeMeta(db, 'eventsPulled', to);
        },
      });
      return {};
    },
    caughtUp: async (page) => {
      await requeueLost(db, page, answered, clock.now());
      await checkOutstanding(parts);
      await writeMeta(db, 'lastEventsPull', clock.now());
    },
  };
}

export function eventPushPorts(
  parts: Uses<'db' | 'wire' | 'clock' | 'root' | 'trust' | 'confirmSession'>,
  traffic = eventTraffic(),
): EventPushPorts {
  const { db, wire, clock } = parts;
  const acks = new AckCheckpoint(db, traffic);
  return {
    pending: (after, most) => pendingEvents(db, after, most),
    confirmSession: parts.confirmSession,
    send: async (rows) => {
      const reply = await postEvents(wire, rows, await acks.headersFor(rows));
      for (const { id } of rows) traffic.answered.add(id);
      return reply;
    },
    take: (rows, sent) =>
      acks.taking(sent, (advance) =>
        takeAnswers(db, receiptPorts(parts), {
          rows,
          rule: sentAs(new Map(sent.map((row) => [row.id, row]))),
          also: async (whole) => {
            if (whole && rows.length === sent.length) await advance();
            await writeMeta(db, 'lastSync', clock.now());
          },
        }),
      ),
    now: clock.now,
  };
}

/** Returns the next pending events after `after`, in chain order, at most `most`. */
const pendingEvents = (db: DeviceDb, after: number, most: number): Promise<EventRow[]> =>
  db.events
    .where('[sync.state+seq]')
    .between(['pending', after], ['pending', Dexie.maxKey], false)
    .limit(most)
    .toArray();

export const draftPullPorts = (parts: PullParts, drafts: Drafts): PullPorts<DraftRow> => ({
  confirmSession: parts.confirmSession,
  getPage: (from, limit) => getPage(parts, 'drafts', from, limit),
  read: readDrafts,
  // Drafts merge, so push and pull may happen in any order.
  pushFirst: async () => undefined,
  freshBegins: () => shareAgain(drafts),
  arrived: async (page) => ({ documents: await draftsArrived(drafts, page) }),
  caughtUp: () => shareOfKnownTasks(drafts, parts.db),
});

export const draftPushPorts = ({ wire, confirmSession }: Uses<'wire' | 'confirmSession'>): DraftPushPorts => ({
  confirmSession,
  send: (rows) => postDrafts(wire, rows),
});
