/** First sign-in on a device: downloads everything that work without network needs, step by step. */
import { countyOf } from '@liangma/shared/kernel/regions';
import { bestEffort } from '@liangma/web-common/best-effort';
import { readMeta, writeMeta } from '../database/device-db.ts';
import { askToPersist } from '../database/storage-problem.ts';
import { waitUntil } from '../database/wait-until.ts';
import { refreshMatters } from '../downloads/matters.ts';
import { refreshDeviceTrust } from '../downloads/trust.ts';
import { headOnDevice } from '../outbox/event-log.ts';
import { refreshPack } from '../packs/pack.ts';
import { packPorts } from '../packs/pack-ports.ts';
import type { Uses } from '../parts.ts';
import type { SyncStatus } from '../sync-status.svelte.ts';
import { countTasks } from '../tasks/task-rows.ts';
import { asSyncProblem } from '../wire/sync-problem.ts';
import { type Marker, rememberActor } from './account.ts';
import { enrolFirst } from './device-keys.ts';
import type { SetupStep, StepState } from './setup-steps.ts';

/** Kept for the device's reports, because its agency is told too. */
export const keepEvicted = ({ db }: Uses<'db'>, marker: Marker): Promise<void> => writeMeta(db, 'evicted', marker);

/** Pause between two counts, ms: a count per page would delay the next page. */
const COUNT_EVERY = 700;

type SetupParts = Uses<'db' | 'wire' | 'root' | 'actor' | 'trust'> & {
  readonly status: SyncStatus;
  startSync(): Promise<unknown>;
  syncNow(): void;
};

export class Setup {
  steps = $state.raw<Record<SetupStep, StepState>>({
    device: { state: 'waiting' },
    trust: { state: 'waiting' },
    matters: { state: 'waiting' },
    tasks: { state: 'waiting' },
    pack: { state: 'waiting' },
  });
  /** Work can begin: only the county pack may still be missing. */
  usable = $state(false);
  finished = $state(false);
  readonly #device: SetupParts;

  constructor(device: SetupParts) {
    this.#device = device;
  }

  /** Runs what is not done yet; stops at the first step that fails. */
  async run(): Promise<void> {
    const { db, wire, root, actor } = this.#device;
    const hasSigned = async () => (await headOnDevice(db)).seq > 0;
    rememberActor(actor);
    await writeMeta(db, 'actor', actor);
    void askToPersist();
    const done =
      (await this.#step('device', () => enrolFirst(db, wire, Date.now(), hasSigned))) &&
      (await this.#step('trust', async () => void (await refreshDeviceTrust(db, wire, root, Date.now())))) &&
      (await this.#step('matters', () => refreshMatters(this.#device, Date.now()))) &&
      (await this.#step('tasks', () => this.#firstPull()));
    if (!done) return;
    await writeMeta(db, 'setUp', Date.now());
    this.usable = true;
    await this.#step('pack', () => this.#pack());
    // A pack that did not come now comes with upkeep.ts; nobody waits for it.
    this.finished = true;
  }

  async #step(name: SetupStep, work: () => Promise<number | undefined> | Promise<void>): Promise<boolean> {
    if (this.steps[name].state === 'done') return true;
    this.#set(name, { state: 'running' });
    try {
      const count = (await work()) ?? undefined;
      this.#set(name, { state: 'done', ...(count === undefined ? {} : { count }) });
      return true;
    } catch (error) {
      const problem = asSyncProblem(error);
      if (problem.kind === 'storage') console.error(error);
      this.#set(name, { state: 'failed', problem: problem.kind });
      return false;
    }
  }

  #set(name: SetupStep, state: StepState): void {
    this.steps = { ...this.steps, [name]: state };
  }

  /** Waits until the replication has pulled everything, and counts the tasks meanwhile. */
  async #firstPull(): Promise<number> {
    const { db, status } = this.#device;
    await this.#device.startSync();
    this.#device.syncNow();
    let [shown, isOver] = [0, false];
    const show = async (): Promise<void> => {
      const count = await countTasks(db);
      if (isOver || count === shown) return;
      shown = count;
      this.#set('tasks', { state: 'running', count });
    };
    const counting = setInterval(() => void bestEffort(show(), 'the next count shows more'), COUNT_EVERY);
    const failing = $effect.root(() => {
      $effect(() => {
        if (status.problem) this.#set('tasks', { state: 'running', problem: status.problem });
      });
    });
    try {
      await waitUntil(async () => {
        const both = await Promise.all([readMeta(db, 'lastPull'), readMeta(db, 'lastEventsPull')]);
        return both.every((at) => at !== undefined);
      });
    } finally {
      isOver = true;
      clearInterval(counting);
      failing();
    }
    return countTasks(db);
  }

  async #pack(): Promise<number> {
    const { db, actor } = this.#device;
    const county = countyOf(actor.region);
    const trust = await this.#device.trust();
    if (trust) await refreshPack(packPorts(this.#device, trust.keys), county, Date.now());
    return (await db.packs.get(county))?.count ?? 0;
  }
}
