/** The return QR that was scanned last: taken once, then shown until another is scanned. */
import type { Result } from '@liangma/shared/kernel/result';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Device } from '#lib/offline/device.svelte.ts';
import { type StorageProblem, storageProblemOf } from '#lib/offline/storage-problem.ts';
import { taskLogNow } from '#lib/offline/task-log.ts';
import { type ReturnTrouble, type Taken, takeReturn } from './take-return.ts';

export class ReturnReading {
  /** Undefined while it is looked at. */
  outcome = $state.raw<Result<Taken, ReturnTrouble | StorageProblem>>();
  readonly #device: Device;
  #turn = 0;

  constructor(device: Device) {
    this.#device = device;
  }

  readonly task = $derived.by(() => (this.outcome?.ok ? this.outcome.value.task : undefined));

  async take(text: string): Promise<void> {
    const turn = ++this.#turn;
    this.outcome = undefined;
    const outcome = await this.#taken(text);
    if (turn === this.#turn) this.outcome = outcome;
  }

  async #taken(text: string): Promise<Result<Taken, ReturnTrouble | StorageProblem>> {
    const { db } = this.#device;
    try {
      return await takeReturn(text, {
        ...{ verifySignature, sha256 },
        taskLog: (id) => taskLogNow(db, id),
        append: (event) => this.#device.append(event),
      });
    } catch (error) {
      console.error(error);
      return { ok: false, error: storageProblemOf(error) };
    }
  }
}
