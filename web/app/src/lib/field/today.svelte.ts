/** What the first screen shows. */
import type { Matter } from '@liangma/shared/matters/matter';
import type { Task } from '@liangma/shared/tasks/task';
import { untrack } from 'svelte';
import type { Device } from '#lib/offline/device.svelte.ts';
import { type Live, live } from '#lib/offline/live.svelte.ts';
import { openTasks$, unsentTasks$ } from '#lib/offline/task-log.ts';
import { clock } from './clock.svelte.ts';
import { mattersOf } from './matters.svelte.ts';
import { arrange } from './today-list.ts';

export class Today {
  readonly #tasks: Live<Task[]>;
  readonly #unsent: Live<Set<string>>;
  readonly #matters: Live<ReadonlyMap<string, Matter>>;

  /** In a component's initialisation. */
  constructor(device: Device) {
    this.#tasks = live(() => {
      // A new day is a new query; each tick is not.
      void clock.day;
      return openTasks$(
        device.local,
        untrack(() => clock.now),
      );
    });
    this.#unsent = live(() => unsentTasks$(device.local));
    this.#matters = mattersOf(device, () => this.tasks ?? []);
  }

  get tasks(): readonly Task[] | undefined {
    return this.#tasks.current;
  }

  get failed(): boolean {
    return this.#tasks.error !== undefined;
  }

  /** Ids of tasks with unsent events. */
  get unsent(): ReadonlySet<string> {
    return this.#unsent.current ?? new Set();
  }

  get matters(): ReadonlyMap<string, Matter> {
    return this.#matters.current ?? new Map();
  }

  readonly lists = $derived.by(() => this.tasks && arrange(this.tasks, clock.now));
}
