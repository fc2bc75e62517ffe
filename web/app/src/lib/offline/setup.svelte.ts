/** The first sign-in on a device: everything that work without network needs, each step with its number. */
import { countyOf } from '@liangma/shared/kernel/regions';
import { type Marker, rememberActor } from './account.ts';
import type { Device } from './device.svelte.ts';
import { readMeta, writeMeta } from './device-db.ts';
import { enrolFirst } from './device-keys.ts';
import { headOnDevice } from './event-log.ts';
import { refreshMatters } from './matters.ts';
import { refreshPack } from './pack.ts';
import { packPorts } from './pack-ports.ts';
import type { SetupStep, StepState } from './setup-steps.ts';
import { askToPersist } from './storage-problem.ts';
import { asSyncProblem } from './sync-problem.ts';
import { countTasks } from './task-rows.ts';
import { refreshTrust } from './trust.ts';
import { untilTrue } from './until-true.ts';

/** For the device's reports: its agency is told too. */
export const keepEvicted = ({ db }: Device, marker: Marker): Promise<void> => writeMeta(db, 'evicted', marker);

/** Counting with each page would keep the next one waiting, ms. */
const COUNT_EVERY = 700;

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
  readonly #device: Device;

  constructor(device: Device) {
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
      (await this.#step('trust', async () => void (await refreshTrust(db, wire, root, Date.now())))) &&
      (await this.#step('matters', () => refreshMatters(db, wire, Date.now()))) &&
      (await this.#step('tasks', () => this.#firstPull()));
    if (!done) return;
    await writeMeta(db, 'setUp', Date.now());
    this.usable = true;
    await this.#step('pack', () => this.#pack());
    // A pack that did not come now comes later (upkeep.ts); nobody waits for it.
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

  /** Waits for the replication to have everything, and counts what arrived meanwhile. */
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
    const counting = setInterval(() => void show().catch(() => undefined), COUNT_EVERY);
    const failing = $effect.root(() => {
      $effect(() => {
        if (status.problem) this.#set('tasks', { state: 'running', problem: status.problem });
      });
    });
    try {
      await untilTrue(async () => {
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
