/** [DRAFT-4] Items of a draft that came too late for the record of its task. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { dropLate, type LateDraft, lateDraft$ } from '#lib/offline/drafts/draft-store.ts';

export class LateDraftView {
  readonly #device: Device;
  readonly #task: () => TaskId;
  readonly #draft: Live<LateDraft | null>;

  /** In a component's initialisation. */
  constructor(device: Device, task: () => TaskId) {
    this.#device = device;
    this.#task = task;
    this.#draft = live(() => lateDraft$(device, task()));
  }

  get current(): LateDraft | undefined {
    return this.#draft.current ?? undefined;
  }

  async drop(): Promise<void> {
    await dropLate(await this.#device.drafts(), this.#task());
  }
}
