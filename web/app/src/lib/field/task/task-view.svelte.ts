/** State of a task for its pages, and the events that a person makes on them. */
import type { Matter } from '@liangma/shared/matters/matter';
import type { EventIn, EventType } from '@liangma/shared/protocol/event';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import { type StorageProblem, storageProblemOf } from '#lib/offline/database/storage-problem.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { keepStart, signStart } from '#lib/offline/tasks/pending-starts.ts';
import { isHeld$, type TaskLog, taskLog$ } from '#lib/offline/tasks/task-log.ts';
import { mattersOf } from './matters.svelte.ts';

export class TaskView {
  /** Why the last thing was not saved; the page keeps everything that was entered. */
  trouble = $state<StorageProblem | 'too-large'>();
  busy = $state(false);
  readonly #device: Device;
  readonly #log: Live<TaskLog | null>;
  readonly #held: Live<boolean>;
  readonly #matters: Live<ReadonlyMap<string, Matter>>;

  /** In a component's initialisation. */
  constructor(device: Device, id: () => string) {
    this.#device = device;
    this.#log = live(() => taskLog$(device.db, id()));
    this.#held = live(() => isHeld$(device.db, id()));
    this.#matters = mattersOf(device, () => (this.log ? [this.log.task] : []));
  }

  /** Undefined while it is read, null when this device has no such task. */
  get log(): TaskLog | null | undefined {
    return this.#log.current;
  }

  get matters(): ReadonlyMap<string, Matter> | undefined {
    return this.#matters.current;
  }

  get mattersLoaded(): boolean {
    return this.#matters.settled || this.log?.task.matters.length === 0;
  }

  /** It left the officer's scope and is only kept until its records are settled. */
  get held(): boolean {
    return this.#held.current ?? false;
  }

  /** When this device started the inspection. */
  readonly startedHere = $derived.by(
    () => this.log?.events.find(({ event }) => event.type === 'inspection-started')?.event.at ?? this.log?.starting?.at,
  );

  readonly shownHere = $derived.by(() => this.log?.events.some(({ event }) => event.type === 'code-shown') ?? false);

  /** Makes an event that a person asks for, one at a time. Returns whether the event is on disk. */
  async make<T extends EventType>(type: T, data: EventIn<T>['data']): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await this.note(type, data);
    } finally {
      this.busy = false;
    }
  }

  /** [SYNC-23] Kept, and signed when it can no longer be undone. True when it is on disk. */
  async start(): Promise<boolean> {
    const { log } = this;
    if (!log || this.busy) return false;
    this.trouble = undefined;
    this.busy = true;
    try {
      await keepStart(this.#device.db, log.known, Date.now());
      return true;
    } catch (error) {
      console.error(error);
      this.trouble = storageProblemOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Makes an event that happens beside. Returns whether it is on disk. */
  async note<T extends EventType>(type: T, data: EventIn<T>['data']): Promise<boolean> {
    const { log } = this;
    if (!log) return false;
    this.trouble = undefined;
    try {
      if (log.starting) await signStart(this.#device.db, log.starting.task);
      const made = await this.#device.append({ type, task: log.known.id, taskRev: log.known.rev, data });
      if (!made.ok) this.trouble = made.error;
      return made.ok;
    } catch (error) {
      console.error(error);
      this.trouble = storageProblemOf(error);
      return false;
    }
  }
}
