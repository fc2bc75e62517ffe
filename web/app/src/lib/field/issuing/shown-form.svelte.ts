/** A code issued on site as it is shown: by this device alone, named by reference or whole. */
import type { IssuedTask } from '@liangma/shared/tasks/task';
import type { Device } from '#lib/offline/device.svelte.ts';
import { grantedLiveText, hasShortForm } from '#lib/offline/tasks/issued-tasks.ts';
import type { TextToShow } from '../code/text-to-show.ts';

export class ShownForm {
  /** Carries its grant, for a phone that does not know it. */
  whole = $state(false);
  hasShort = $state(false);
  /** Tells whether this device issued the code; `undefined` while that is read. */
  here = $state<boolean>();
  readonly #device: Device;
  readonly #task: () => IssuedTask | undefined;

  /** In a component's initialisation. */
  constructor(device: Device, task: () => IssuedTask | undefined) {
    this.#device = device;
    this.#task = task;
  }

  /** A code issued on site on another device, where it is not shown. */
  readonly elsewhere = $derived.by(() => this.#task()?.grant !== undefined && this.here === false);

  /** Wraps `next`, which shows every other code. */
  over(next: TextToShow): TextToShow {
    // Read at once, so that a change of the form is a new picture.
    return (task, seconds) => (task.grant ? this.#text(task, seconds, this.whole) : next(task, seconds));
  }

  async #text(task: IssuedTask, seconds: number, whole: boolean): Promise<string> {
    const { db } = this.#device;
    const text = await grantedLiveText(db, task, seconds, whole);
    this.hasShort = await hasShortForm(db, task, seconds * 1000);
    this.here = text !== undefined;
    return text ?? task.code;
  }
}
