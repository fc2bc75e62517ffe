/** What pull and push need, from an open device: the only place that knows the addresses of the sync endpoints. */
import type { EventDocument } from '@liangma/shared/protocol/documents';
import type { Device } from './device.svelte.ts';
import { readMeta, writeMeta } from './device-db.ts';
import { type DraftPushPorts, draftsArrived, shareAgain, shareOfKnownTasks } from './draft-exchange.ts';
import type { DraftRow } from './draft-rows.ts';
import type { Drafts } from './draft-store.ts';
import { keepLiveCodes } from './live-codes.ts';
import { freshEventsBegin, noteEvents, sendBeyond, sendLost } from './lost-events.ts';
import { hasUnknown } from './matters.ts';
import { checkOutstanding } from './outstanding.ts';
import { park, refusedOf } from './parked.ts';
import type { LocalCheckpoint, PullPorts } from './pull.ts';
import { takeWord } from './pulled-events.ts';
import type { PushPorts } from './push.ts';
import { receiptPorts } from './receipt-ports.ts';
import { keepReceipts } from './receipts.ts';
import { readDraftPage, readEventPage, readTaskPage } from './replies.ts';
import { asDeviceInUse } from './revoked.ts';
import type { EventRow, TaskRow } from './rows.ts';
import { taskDoubts } from './task-doubts.ts';
import { againBegins, arrived, caughtUp, freshBegins } from './task-scope.ts';
import { upkeep } from './upkeep.ts';
import type { Wire } from './wire.ts';

/** The body of a page. The server gives none to a device that was revoked. */
async function pageOf(
  device: Device,
  collection: 'tasks' | 'events' | 'drafts',
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<unknown> {
  const query = new URLSearchParams({ device: await device.deviceId(), limit: String(limit) });
  if (from) {
    query.set('checkpoint', JSON.stringify(from.shards));
    query.set('epoch', from.epoch);
  }
  return asDeviceInUse(device.db, Date.now, () => device.wire.getJson(`/api/sync/${collection}/pull?${query}`));
}

/** `written` resolves when RxDB has the pulled rows on disk: only then is "as of" true. `again` pulls once more. */
export function taskPullPorts(
  device: Device,
  pushFirst: () => Promise<void>,
  written: () => Promise<unknown>,
  again: () => void,
): PullPorts<TaskRow> {
  const { local, db } = device;
  const doubts = taskDoubts(local, db);
  return {
    confirmSession: device.confirmSession,
    getPage: async (from, limit) => {
      // What an older app pulled comes once more, with its seeds.
      const start = (await readMeta(db, 'liveCodesMissing')) ? undefined : from;
      return keepLiveCodes(db, readTaskPage(await pageOf(device, 'tasks', start, limit)));
    },
    pushFirst,
    freshBegins: (epoch) => freshBegins(device, epoch),
    inDoubt: async () => (await readMeta(db, 'inDoubt')) ?? [],
    againBegins: (shards, epoch) => againBegins(db, shards, epoch),
    arrived: async (page) => {
      const matters = new Set(page.documents.flatMap(({ data }) => data.matters ?? []));
      if (await hasUnknown(db, matters)) await db.meta.delete('mattersAt');
      const documents = await arrived(device, page);
      doubts.arrived(page);
      return documents;
    },
    caughtUp: async (page) => {
      await caughtUp(device);
      const now = Date.now();
      await writeMeta(db, 'lastSync', now);
      void written()
        .then(() => writeMeta(db, 'lastPull', now))
        .then(async () => {
          if (await doubts.compare(page, Date.now())) again();
        })
        .then(() => upkeep(device));
    },
  };
}

/** `meanwhile`: ids of the events that are answered while a page is under way. */
export function eventPullPorts(
  device: Device,
  pushFirst: () => Promise<void>,
  meanwhile: Set<string>,
): PullPorts<EventRow> {
  const { local, db } = device;
  return {
    confirmSession: device.confirmSession,
    getPage: async (from, limit) => {
      meanwhile.clear();
      return readEventPage(await pageOf(device, 'events', from, limit));
    },
    pushFirst,
    freshBegins: (epoch) => freshEventsBegin(db, epoch),
    inDoubt: async () => (await readMeta(db, 'eventsInDoubt')) ?? [],
    arrived: async (page) => {
      const { documents } = page;
      await noteEvents(db, page);
      await park(db, refusedOf(documents, Date.now()));
      await keepReceipts(receiptPorts(device), documents);
      await takeWord(local, documents);
      return documents;
    },
    caughtUp: async (page) => {
      await sendLost(local, db, meanwhile);
      await sendBeyond(local, db, page, meanwhile);
      await checkOutstanding(device);
      await writeMeta(db, 'lastEventsPull', Date.now());
    },
  };
}

export const postEvents = (wire: Wire, rows: readonly EventDocument[]): Promise<unknown> =>
  wire.postJson(
    '/api/sync/events/push',
    rows.map((newDocumentState) => ({ newDocumentState })),
  );

export function pushPorts(device: Device, answered = new Set<string>()): PushPorts {
  const { db, wire } = device;
  return {
    confirmSession: device.confirmSession,
    send: async (rows) => {
      const reply = await postEvents(wire, rows);
      for (const { id } of rows) answered.add(id);
      await writeMeta(db, 'lastSync', Date.now());
      return reply;
    },
    park: (rows) => park(db, rows),
    keepReceipts: (rows) => keepReceipts(receiptPorts(device), rows),
    now: () => Date.now(),
  };
}

export const draftPullPorts = (device: Device, drafts: Drafts): PullPorts<DraftRow> => ({
  confirmSession: device.confirmSession,
  getPage: async (from, limit) => readDraftPage(await pageOf(device, 'drafts', from, limit)),
  // Drafts merge: what goes up and what comes down may do so in any order.
  pushFirst: async () => undefined,
  freshBegins: () => shareAgain(drafts),
  arrived: (page) => draftsArrived(drafts, page),
  caughtUp: () => shareOfKnownTasks(drafts, device.local.collections.tasks),
});

export const draftPushPorts = ({ wire, confirmSession }: Device): DraftPushPorts => ({
  confirmSession,
  send: (rows) =>
    wire.postJson(
      '/api/sync/drafts/push',
      rows.map((newDocumentState) => ({ newDocumentState })),
    ),
});
