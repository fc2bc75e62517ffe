/** What the first screen shows: at once from its snapshot, then from the databases (today-live.svelte.ts). */
import type { Matter } from '@liangma/shared/matters/matter';
import type { Task } from '@liangma/shared/tasks/task';
import { clock } from './clock.svelte.ts';
import type { Snapshot } from './snapshot.ts';
import { arrange } from './today-list.ts';

export class Today {
  tasks = $state.raw<readonly Task[]>();
  /** Ids of tasks with unsent events. */
  unsent = $state.raw<ReadonlySet<string>>(new Set());
  matters = $state.raw<ReadonlyMap<string, Matter>>(new Map());
  failed = $state(false);
  readonly lists = $derived(this.tasks && arrange(this.tasks, clock.now));

  constructor(snapshot: Snapshot | undefined) {
    if (!snapshot) return;
    this.tasks = snapshot.tasks;
    this.unsent = new Set(snapshot.unsent);
    this.matters = new Map(snapshot.matters.map((matter) => [matter.id, matter]));
  }
}
