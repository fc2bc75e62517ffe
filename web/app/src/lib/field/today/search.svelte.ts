/** Searching the county's enterprises on this device. */
import { countyOf } from '@liangma/shared/kernel/regions';
import type { Task } from '@liangma/shared/tasks/task';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { type Enterprises, findEnterprises, pack$, packNames } from '#lib/offline/packs/pack.ts';
import type { PackNames } from '#lib/offline/packs/pack-search.ts';
import type { PackRow } from '#lib/offline/rows.ts';
import { openTasks$ } from '#lib/offline/tasks/task-log.ts';

export const SHOWN = 50;

export class Search {
  query = $state('');
  result = $state.raw<Enterprises>();
  readonly #pack: Live<PackRow | null>;
  readonly #tasks: Live<Task[]>;
  #read = $state.raw<{ pack: PackRow; names: PackNames }>();

  /** In a component's initialisation. */
  constructor(device: Device) {
    const county = countyOf(device.actor.region);
    this.#pack = live(() => pack$(device.db, county));
    this.#tasks = live(() => openTasks$(device.db, Date.now()));
    // The text to search is read once for each pack, not for each letter.
    $effect(() => {
      const { pack } = this;
      if (!pack) return;
      void packNames(device.db, pack).then((names) => {
        this.#read = { pack, names };
      });
    });
    $effect(() => {
      const read = this.#read;
      const query = this.query.trim();
      if (!read || query === '') {
        this.result = undefined;
        return;
      }
      let current = true;
      void findEnterprises(device.db, read.pack, read.names, query, SHOWN).then((result) => {
        if (current) this.result = result;
      });
      return () => {
        current = false;
      };
    });
  }

  /** The open tasks of this device. */
  get tasks(): readonly Task[] {
    return this.#tasks.current ?? [];
  }

  /** Undefined while it is read, null when there is none yet. */
  get pack(): PackRow | null | undefined {
    return this.#pack.current;
  }
}
