/** What pull and push need, from an open device: the only place that knows the addresses of the sync endpoints. */
import { Dexie } from 'dexie';
import { news, pulled, sentAs, takeAnswers } from './answers.ts';
import type { Device } from './device.svelte.ts';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { type DraftPushPorts, draftsArrived, shareAgain, shareOfKnownTasks } from './draft-exchange.ts';
import type { DraftRow } from './draft-rows.ts';
import type { Drafts } from './drafts-db.ts';
import { type EventTraffic, eventTraffic, KnownUpTo } from './known-up-to.ts';
import { sendBeyond, sendKept } from './lost-events.ts';
import { hasUnknown } from './matters.ts';
import { checkOutstanding } from './outstanding.ts';
import { type LocalCheckpoint, mustBeAt, type PullPorts } from './pull.ts';
import type { Outbox } from './push.ts';
import { receiptPorts } from './receipt-ports.ts';
import { type PulledTask, type RawPage, readDrafts, readEvents, readPage, readTasks } from './replies.ts';
import { asDeviceInUse } from './revoked.ts';
import type { EventRow } from './rows.ts';
import { isCutOff } from './sync-problem.ts';
import { taskDoubts } from './task-doubts.ts';
import { againBegins, arrived, caughtUp, freshBegins } from './task-scope.ts';
import { upkeep } from './upkeep.ts';
import type { Headed, Wire } from './wire.ts';

/** The server gives none to a device that was revoked. */
async function pageOf(
  device: Device,
  collection: 'tasks' | 'events' | 'drafts',
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<RawPage> {
  const page = await asDeviceInUse(device.db, Date.now, async () => {
    const query = new URLSearchParams({ device: await device.deviceId(), limit: String(limit) });
    if (from) {
      query.set('checkpoint', JSON.stringify(from.shards));
      query.set('epoch', from.epoch);
    }
    return device.wire.getJson(`/api/sync/${collection}/pull?${query}`);
  });
  return readPage(page);
}

/** `again` pulls once more. */
export function taskPullPorts(
  device: Device,
  pushFirst: () => Promise<void>,
  again: () => void,
): PullPorts<PulledTask> {
  const { db } = device;
  const doubts = taskDoubts(db);
  return {
    confirmSession: device.confirmSession,
    // What an older app pulled comes once more, with its seeds.
    isAnew: async () => (await readMeta(db, 'liveCodesMissing')) === true,
    getPage: (from, limit) => pageOf(device, 'tasks', from, limit),
    read: readTasks,
    pushFirst,
    freshBegins: (epoch) => freshBegins(db, epoch),
    inDoubt: async () => (await readMeta(db, 'inDoubt')) ?? [],
    againBegins: (shards, epoch) => againBegins(db, shards, epoch),
    arrived: async (page, stretch) => {
      const matters = new Set(page.documents.flatMap(({ data }) => data.matters ?? []));
      if (await hasUnknown(db, matters)) await db.meta.delete('mattersAt');
      doubts.arrived(page);
      return arrived(device, page, stretch);
    },
    caughtUp: async (page) => {
      await caughtUp(device);
      const now = Date.now();
      await db.transaction('rw', db.meta, async () => {
        await writeMeta(db, 'lastSync', now);
        await writeMeta(db, 'lastPull', now);
      });
      void doubts
        .compare(page, now)
        .then((isInDoubt) => isInDoubt && again())
        .catch(() => undefined)
        .then(() => upkeep(device));
    },
  };
}

export function eventPullPorts(
  device: Device,
  pushFirst: () => Promise<void>,
  { answered }: EventTraffic,
): PullPorts<EventRow> {
  const { db } = device;
  return {
    confirmSession: device.confirmSession,
    getPage: (from, limit) => {
      answered.clear();
      return pageOf(device, 'events', from, limit);
    },
    read: readEvents,
    pushFirst: () =>
      pushFirst().catch(async (error: unknown) => {
        if (isCutOff(error)) await sendKept(db, Date.now());
        throw error;
      }),
    freshBegins: async () => undefined,
    inDoubt: async () => (await readMeta(db, 'eventsInDoubt')) ?? [],
    arrived: async (page, { from, to }) => {
      await takeAnswers(db, receiptPorts(device), {
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
      await sendBeyond(db, page, answered, Date.now());
      await checkOutstanding(device);
      await writeMeta(db, 'lastEventsPull', Date.now());
    },
  };
}

export const postEvents = (wire: Wire, rows: readonly EventRow[], headed?: Headed): Promise<unknown> =>
  wire.postJson(
    '/api/sync/events/push',
    rows.map(({ checked: _, ...newDocumentState }) => ({ newDocumentState })),
    headed,
  );

export function outbox(device: Device, traffic = eventTraffic()): Outbox {
  const { db, wire } = device;
  const known = new KnownUpTo(db, traffic);
  return {
    pending: (after, most) => pendingEvents(db, after, most),
    confirmSession: device.confirmSession,
    send: async (rows) => {
      const reply = await postEvents(wire, rows, await known.asked(rows));
      for (const { id } of rows) traffic.answered.add(id);
      return reply;
    },
    take: (rows, sent) =>
      known.taking(sent, (goOn) =>
        takeAnswers(db, receiptPorts(device), {
          ...{ rows, rule: sentAs(new Map(sent.map((row) => [row.id, row]))) },
          also: async (whole) => {
            if (whole && rows.length === sent.length) await goOn();
            await writeMeta(db, 'lastSync', Date.now());
          },
        }),
      ),
    now: () => Date.now(),
  };
}

/** In the order of their chain. */
const pendingEvents = (db: DeviceDb, after: number, most: number): Promise<EventRow[]> =>
  db.events
    .where('[sync.state+seq]')
    .between(['pending', after], ['pending', Dexie.maxKey], false)
    .limit(most)
    .toArray();

export const draftPullPorts = (device: Device, drafts: Drafts): PullPorts<DraftRow> => ({
  confirmSession: device.confirmSession,
  getPage: (from, limit) => pageOf(device, 'drafts', from, limit),
  read: readDrafts,
  // Drafts merge: what goes up and what comes down may do so in any order.
  pushFirst: async () => undefined,
  freshBegins: () => shareAgain(drafts),
  arrived: async (page) => ({ documents: await draftsArrived(drafts, page) }),
  caughtUp: () => shareOfKnownTasks(drafts, device.db),
});

export const draftPushPorts = ({ wire, confirmSession }: Device): DraftPushPorts => ({
  confirmSession,
  send: (rows) =>
    wire.postJson(
      '/api/sync/drafts/push',
      rows.map((newDocumentState) => ({ newDocumentState })),
    ),
});
