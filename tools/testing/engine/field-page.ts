/** An officer's app, as its page runs it: the field face without its components, and what a person does with it. */
import { OPINION } from '@liangma/shared/drafts/items';
import { toHex } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { EventType } from '@liangma/shared/protocol/event';
import { TASK_STATES } from '@liangma/shared/tasks/task';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { closeSession } from '../../../web/app/src/lib/api/session.ts';
import { takeReturn } from '../../../web/app/src/lib/field/acknowledgements/take-return.ts';
import { app } from '../../../web/app/src/lib/field/app.svelte.ts';
import { leave, mustStay } from '../../../web/app/src/lib/offline/device/sign-out.ts';
import { fillDraft, putAwayUnshared, submitDraft } from '../../../web/app/src/lib/offline/drafts/draft-store.ts';
import type { NewEvent } from '../../../web/app/src/lib/offline/outbox/chain.ts';
import { exportHandover } from '../../../web/app/src/lib/offline/outbox/handover-file.ts';
import { tryAgain } from '../../../web/app/src/lib/offline/outbox/ledger.ts';
import { mayRetry } from '../../../web/app/src/lib/offline/outbox/parked.ts';
import { addPhoto, listed, photosOfTask } from '../../../web/app/src/lib/offline/photos/photo-rows.ts';
import { photosToSend } from '../../../web/app/src/lib/offline/photos/photos-to-send.ts';
import type { DraftRow, EventRow, TaskRow } from '../../../web/app/src/lib/offline/rows.ts';
import { taskLogNow } from '../../../web/app/src/lib/offline/tasks/task-log.ts';
import { tasksIn } from '../../../web/app/src/lib/offline/tasks/task-rows.ts';

export const field = {
  /** Opens the app, or goes on with what it could not finish. Gives what the phone had before it was cleared. */
  async open(): Promise<{ unsent: number | undefined }> {
    await app.open();
    const { setup, evicted } = app;
    if (setup && app.phase === 'setup') {
      const states = Object.values(setup.steps).map(({ state }) => state);
      if (!states.includes('running') && !setup.finished) void app.runSetup();
      // A person who lost data reads about it, and goes on.
      const goOn = (): void => {
        if (!setup.finished) setTimeout(goOn, 1_000);
        else if (app.phase === 'setup') app.enter();
      };
      goOn();
    }
    return { unsent: evicted?.unsent };
  },
  isReady: (): boolean => app.phase === 'ready',
  phase: (): string => app.phase,
  sync: (): void => app.device?.syncNow(),
  /** Sends pending work, as the app does before it takes a new version. */
  sendPending: async (): Promise<void> => app.device?.sendPending(),
  tasks: async (): Promise<TaskRow[]> =>
    app.device
      ? tasksIn(
          app.device.db,
          TASK_STATES.map((state) => ({ state, first: '', last: '9' })),
        )
      : [],
  events: async (): Promise<EventRow[]> => (await app.device?.db.events.toArray()) ?? [],
  async append<T extends EventType>(event: NewEvent<T>): Promise<EventRow | undefined> {
    const made = await app.device?.append(event);
    return made?.ok ? made.value : undefined;
  },
  /** Adds a photo from a camera. */
  async photo(task: TaskId, bytes: Uint8Array, takenAt: number): Promise<undefined> {
    const { device } = app;
    if (!device) return;
    const hash = toHex(await sha256(Uint8Array.from(bytes)));
    const row = { task, hash, size: bytes.length, type: 'image/jpeg', takenAt, thumbnail: 'data:,' } as const;
    await addPhoto(device.db, { ...row, upload: { state: 'draft' } }, Uint8Array.from(bytes));
  },
  /** Submits a record as the form does: with the photos of its task, which follow it. */
  async record(event: NewEvent<'record-submitted'>): Promise<EventRow | undefined> {
    const { device } = app;
    if (!device) return undefined;
    const photos = listed(await photosOfTask(device.db, event.task), new Set());
    const row = await field.append({ ...event, data: photos.length > 0 ? { ...event.data, photos } : event.data });
    await photosToSend(device.db);
    return row;
  },
  /** Takes in a return QR. Returns the event that was made of it, if it is new. */
  async carry(text: string): Promise<EventRow | undefined> {
    const { device } = app;
    if (!device) return undefined;
    let row: EventRow | undefined;
    await takeReturn(text, {
      verifySignature,
      sha256,
      taskLog: (task) => taskLogNow(device.db, task),
      append: async (event) => {
        const made = await device.append(event);
        if (made.ok) row = made.value;
        return made;
      },
    });
    return row;
  },
  /** Enters it over what stands there; gives what that was. */
  async draft(task: TaskId, value: string, now: number): Promise<string[] | undefined> {
    const { device } = app;
    if (!device) return undefined;
    const drafts = await device.drafts();
    const over = (await drafts.findOne(task).exec())?.data.items[OPINION] ?? [];
    await fillDraft(drafts, task, [{ key: OPINION, value, over }], await device.author(), now);
    return over.map((entry) => entry.value);
  },
  drafts: async (): Promise<DraftRow[]> =>
    ((await (await app.device?.drafts())?.find().exec()) ?? []).map((row) => row.toJSON() as DraftRow),
  async submitDraft(task: TaskId): Promise<void> {
    if (app.device) await submitDraft(await app.device.drafts(), task);
  },
  /** Presses "try again" at each parked event that has it. */
  async retry(): Promise<void> {
    const { device } = app;
    const parked = ((await device?.db.parked.toArray()) ?? []).filter(mayRetry);
    if (device) for (const row of parked) await tryAgain(device, row);
  },
  /** Saves what the server has not taken; gives the events that are in the file. */
  async export(): Promise<string[]> {
    return app.device ? [...(await exportHandover(app.device, Date.now())).events] : [];
  },
  /** Tells whether the device may be left. A draft that can no longer be shared does not count: its officer notes it down. */
  async mayLeave(): Promise<boolean> {
    const { device } = app;
    if (device && (await mustStay(device)) === 'drafts') await putAwayUnshared(await device.drafts());
    return device !== undefined && (await mustStay(device)) === undefined;
  },
  /** Signs out; false where it cannot be done now. */
  async leave(): Promise<boolean> {
    const { device } = app;
    if (!device || (await mustStay(device))) return false;
    const closed = await closeSession();
    if (!closed.ok && closed.error.code !== 'not-signed-in') return false;
    await leave(device);
    return true;
  },
};

export type FieldPage = typeof field;
