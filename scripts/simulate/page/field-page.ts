/** An officer's app, as its page runs it: the field face without its components, and what a person does with it. */
import { OPINION } from '@liangma/shared/drafts/items';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { EventType } from '@liangma/shared/protocol/event';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { closeSession } from '../../../web/app/src/lib/api/session.ts';
import { takeReturn } from '../../../web/app/src/lib/field/acknowledgements/take-return.ts';
import { app } from '../../../web/app/src/lib/field/app.svelte.ts';
import type { NewEvent } from '../../../web/app/src/lib/offline/chain.ts';
import { fillDraft, submitDraft } from '../../../web/app/src/lib/offline/draft-store.ts';
import { exportHandover } from '../../../web/app/src/lib/offline/handover-file.ts';
import { tryAgain } from '../../../web/app/src/lib/offline/ledger.ts';
import { mayRetry } from '../../../web/app/src/lib/offline/parked.ts';
import type { EventRow, TaskRow } from '../../../web/app/src/lib/offline/rows.ts';
import { leave, mustStay } from '../../../web/app/src/lib/offline/sign-out.ts';
import { taskLogNow } from '../../../web/app/src/lib/offline/task-log.ts';

export const field = {
  /** Opens the app, or goes on with what it could not finish. Gives what the phone had before it was cleared. */
  async open(): Promise<{ told: number | undefined }> {
    await app.open();
    const { setup, evicted } = app;
    if (setup && app.phase === 'setup') {
      const states = Object.values(setup.steps).map(({ state }) => state);
      if (!states.includes('running') && !setup.finished) void app.runSetup();
      // Whoever lost data reads about it, and goes on.
      const goOn = (): void => {
        if (!setup.finished) setTimeout(goOn, 1_000);
        else if (app.phase === 'setup') app.enter();
      };
      goOn();
    }
    return { told: evicted?.unsent };
  },
  isReady: (): boolean => app.phase === 'ready',
  phase: (): string => app.phase,
  sync: (): void => app.device?.syncNow(),
  problem: () => app.status.problem,
  tasks: async (): Promise<TaskRow[]> =>
    ((await app.device?.local.collections.tasks.find().exec()) ?? []).map((row) => row.toJSON() as TaskRow),
  events: async (): Promise<EventRow[]> =>
    ((await app.device?.local.collections.events.find().exec()) ?? []).map((row) => row.toJSON() as EventRow),
  async append<T extends EventType>(event: NewEvent<T>): Promise<EventRow | undefined> {
    const made = await app.device?.append(event);
    return made?.ok ? made.value : undefined;
  },
  /** What a return QR carries; the event that was made of it, where it is new. */
  async carry(text: string): Promise<EventRow | undefined> {
    const { device } = app;
    if (!device) return undefined;
    let row: EventRow | undefined;
    await takeReturn(text, {
      ...{ verifySignature, sha256 },
      taskLog: (task) => taskLogNow(device.local, device.db, task),
      append: async (event) => {
        const made = await device.append(event);
        if (made.ok) row = made.value;
        return made;
      },
    });
    return row;
  },
  async draft(task: TaskId, now: number): Promise<void> {
    const { device } = app;
    if (!device) return;
    const drafts = await device.drafts();
    const over = (await drafts.findOne(task).exec())?.data.items[OPINION] ?? [];
    await fillDraft(drafts, task, [{ key: OPINION, value: '无异议', over }], await device.author(), now);
  },
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
  mayLeave: async (): Promise<boolean> => app.device !== undefined && (await mustStay(app.device)) === undefined,
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
