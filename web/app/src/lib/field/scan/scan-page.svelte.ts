/** Scanning on duty: what was read, what this device says of it, and whether it belongs to a task here. */

import type { Verdict } from '@liangma/shared/task-code/verify';
import type { Trust } from '@liangma/shared/trust/trust';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { checkCode } from '#lib/offline/downloads/code-check.ts';
import { deviceTrust$ } from '#lib/offline/downloads/trust.ts';
import { type TaskLog, taskLog$ } from '#lib/offline/tasks/task-log.ts';
import { CameraView } from '#lib/scan/camera-view.svelte.ts';
import { clock } from '#lib/time/clock.svelte.ts';
import { ReturnReading } from '../acknowledgements/return-reading.svelte.ts';
import { touched } from '../touched.ts';
import { readScanned, type Scanned } from './read-scanned.ts';

export class ScanPage {
  scanned = $state.raw<Scanned>();
  verdict = $state.raw<Verdict>();
  /** A picture without a code, or a code of somebody else: the camera looks on. */
  notice = $state<'none-found' | 'not-ours'>();
  readingPicture = $state(false);
  readonly returned: ReturnReading;
  readonly camera = new CameraView((text) => this.read(text));
  readonly #trust: Live<Trust | null>;
  readonly #task: Live<TaskLog | null>;
  #seenAt = 0;

  /** In a component's initialisation. */
  constructor(device: Device) {
    this.returned = new ReturnReading(device);
    this.#trust = live(() => deviceTrust$(device.db, device.root));
    this.#task = live(() => (this.#taskId === undefined ? undefined : taskLog$(device.db, this.#taskId)));
    // The verdict follows the clock of the device, and a list that arrives while it is on screen.
    $effect(() => {
      const { scanned } = this;
      const trust = this.#trust.current;
      if (scanned?.kind !== 'task-code' || !trust) return;
      let current = true;
      void checkCode(device, trust, scanned.text, clock.now, this.#seenAt).then((verdict) => {
        if (current) this.verdict = verdict;
      });
      return () => {
        current = false;
      };
    });
  }

  readonly #taskId = $derived.by(() => this.verdict?.claims?.task);

  /** Undefined until it is known, null while this device has nothing to check a code with. */
  get trust(): Trust | null | undefined {
    return this.#trust.current;
  }

  /** Task of this device to which the code belongs, if any. */
  readonly ownTask = $derived.by(() => {
    const task = this.#task.current?.task;
    return task && task.id === this.verdict?.claims?.task ? task : undefined;
  });

  read(text: string): void {
    const scanned = readScanned(text);
    if (scanned.kind === 'unknown') {
      this.notice = 'not-ours';
      return;
    }
    touched();
    this.camera.close();
    this.notice = undefined;
    this.verdict = undefined;
    this.#seenAt = Date.now();
    this.scanned = scanned;
    if (scanned.kind === 'acknowledgement') void this.returned.take(scanned.text);
  }

  async readPicture(picture: File | undefined): Promise<void> {
    if (!picture) return;
    this.notice = undefined;
    this.readingPicture = true;
    const text = await this.camera.readPicture(picture);
    this.readingPicture = false;
    if (text !== undefined) this.read(text);
    else if (!this.camera.state.trouble) this.notice = 'none-found';
  }

  again(): void {
    this.scanned = undefined;
    this.verdict = undefined;
    this.notice = undefined;
  }
}
