/** Showing a code: whether it holds now, who has confirmed, and what the officers do at the door. */
import type { REFUSAL_GROUNDS } from '@liangma/shared/scans/scan';
import type { Verdict } from '@liangma/shared/task-code/verify';
import { hasCode } from '@liangma/shared/tasks/transition';
import type { Trust } from '@liangma/shared/trust/trust';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { checkCode } from '#lib/offline/downloads/code-check.ts';
import { deviceTrust$ } from '#lib/offline/downloads/trust.ts';
import { clock } from '#lib/time/clock.svelte.ts';
import { ShownForm } from '../issuing/shown-form.svelte.ts';
import { knownNow } from '../known-now.ts';
import { TaskView } from '../task/task-view.svelte.ts';
import { LiveCode } from './live-code.svelte.ts';
import { createTextToShow } from './text-to-show.ts';

export type Ground = (typeof REFUSAL_GROUNDS)[number];

export class CodePage {
  readonly view: TaskView;
  readonly live: LiveCode;
  readonly form: ShownForm;
  verdict = $state.raw<Verdict>();
  readonly #trust: Live<Trust | null>;
  #noted = false;
  /** This device has nothing to check a code with yet. */
  readonly noTrust = $derived.by(() => this.#trust.current === null);

  /** In a component's initialisation. */
  constructor(device: Device, id: () => string) {
    this.view = new TaskView(device, id);
    this.#trust = live(() => deviceTrust$(device.db, device.root));
    this.form = new ShownForm(device, () => this.#issued);
    this.live = new LiveCode(device.status, () => this.#issued, this.form.over(createTextToShow(device.db)));
    // The verdict follows the clock of the device: a code expires while it is on screen.
    $effect(() => {
      const { code } = this;
      const trust = this.#trust.current;
      if (code === undefined || !trust) return;
      let current = true;
      // A code issued here is seconds old, by the server's clock as this device knows it, and its text is that of the
      // first step: on the screen it is signed afresh.
      const onSite = this.#issued?.grant && this.#issued.window.from;
      const now =
        onSite === undefined
          ? knownNow(clock.now, device.status.skew)
          : Math.max(clock.now, Date.now()) - device.status.skew;
      void checkCode(device, trust, code, now, onSite ?? now).then((verdict) => {
        if (current) this.verdict = verdict;
      });
      return () => {
        current = false;
      };
    });
    // A code that does not hold is not shown to anyone, so nothing is recorded of it.
    $effect(() => {
      const checked = this.noTrust || (this.verdict !== undefined && !this.refused);
      if (this.#noted || !checked || this.view.shownHere || this.view.log?.task.state !== 'issued') return;
      this.#noted = true;
      void this.view.note('code-shown', {});
    });
  }

  readonly #issued = $derived.by(() => {
    const task = this.view.log?.task;
    return task && hasCode(task) ? task : undefined;
  });

  readonly code = $derived.by(() => this.#issued?.code);

  /** The code as somebody at the door sees it. */
  readonly #shown = $derived.by(() => (this.#issued?.grant ? this.live.text : this.code));

  readonly isLive = $derived.by(() => this.live.isLive || this.form.here === true);

  /** When the list of withdrawn codes was made that this device judges by, ms. */
  readonly listIssuedAt = $derived.by(() => {
    const shard = this.#issued?.statusEntry.shard;
    const list = shard === undefined ? undefined : this.#trust.current?.status.get(shard);
    return list && list.issuedAt * 1000;
  });

  /** The enterprise's confirmation: its own before one that was entered for it. */
  readonly confirmed = $derived.by(() => {
    const scans = this.#issued?.scans ?? [];
    return scans.find(({ channel }) => channel !== 'assisted') ?? scans[0];
  });

  readonly refused = $derived.by(() => this.verdict?.verdict === 'refuse');

  /** [SYNC-23] Can be undone for a while. */
  start = (): Promise<boolean> => this.view.start();

  async confirmFor(): Promise<boolean> {
    const { verdict } = this;
    const code = this.#shown;
    if (code === undefined) return false;
    return this.view.make('scan', { code, verdict: verdict?.verdict ?? 'unsure', channel: 'assisted' });
  }

  /** Record that was entered before, if the server did not accept it (SYNC-14). */
  readonly refusedBefore = $derived.by(() => {
    const before = this.view.log?.events.filter(({ event }) => event.type === 'refusal').at(-1);
    return before?.row.sync.state === 'rejected' && before.event.type === 'refusal' ? before.event.data : undefined;
  });

  async refuse(ground: Ground, note: string): Promise<boolean> {
    const code = this.#shown;
    return code === undefined ? false : this.view.make('refusal', { code, ground, note: note.trim() });
  }
}
