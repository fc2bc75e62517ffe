/** State of the first screen: at once from its snapshot, then from the databases (today-live.svelte.ts). */

import { dayOf } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Task } from '@liangma/shared/tasks/task';
import type { SyncStatus } from '#lib/offline/sync-status.svelte.ts';
import { clock } from '#lib/time/clock.svelte.ts';
import { knownNow } from '../known-now.ts';
import type { Snapshot } from './snapshot.ts';
import { arrange, nextCode } from './today-list.ts';

export class Today {
  tasks = $state.raw<readonly Task[]>();
  /** Ids of tasks with unsent events. */
  unsent = $state.raw<ReadonlySet<string>>(new Set());
  matters = $state.raw<ReadonlyMap<string, Matter>>(new Map());
  failed = $state(false);
  /** [SYNC-11] Nothing is overdue by a clock that is known to be wrong. */
  readonly now: number = $derived.by(() => knownNow(clock.now, this.#status.skew));
  /** Changes at midnight only. */
  readonly day = $derived(dayOf(this.now));
  readonly lists = $derived(this.tasks && arrange(this.tasks, this.now));
  /** The task under way, or the next one: its card has the only filled button. */
  readonly first = $derived.by(() => {
    const { running = [], places = [] } = this.lists ?? {};
    const isOpen = ({ state, window }: Task): boolean =>
      state === 'issued' && window.from <= this.now && this.now < window.to;
    return (running[0] ?? places.flatMap(({ tasks }) => tasks).find(isOpen))?.id;
  });
  readonly nextCode = $derived(this.lists && nextCode(this.lists, this.now)?.id);
  readonly #status: SyncStatus;

  constructor(status: SyncStatus, snapshot: Snapshot | undefined) {
    this.#status = status;
    if (!snapshot) return;
    this.tasks = snapshot.tasks;
    this.unsent = new Set(snapshot.unsent);
    this.matters = new Map(snapshot.matters.map((matter) => [matter.id, matter]));
  }
}
