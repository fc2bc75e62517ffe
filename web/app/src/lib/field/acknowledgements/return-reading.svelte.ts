/** The return QR that was scanned last: taken once, then shown until another is scanned. */
import type { Result } from '@liangma/shared/kernel/result';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { type StorageProblem, storageProblemOf } from '#lib/offline/database/storage-problem.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { keepStart } from '#lib/offline/tasks/pending-starts.ts';
import { taskLogNow } from '#lib/offline/tasks/task-log.ts';
import { clock } from '#lib/time/clock.svelte.ts';
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
  /** The enterprise has confirmed and nothing has begun: the inspection can, from here. */
  readonly startable = $derived.by(() => {
    if (!this.outcome?.ok) return undefined;
    const { answer, task } = this.outcome.value;
    const open = task.window.from <= clock.now && clock.now < task.window.to;
    return answer.content.type === 'scan' && task.state === 'issued' && open ? task : undefined;
  });
  /** Why the start was not kept. */
  trouble = $state<StorageProblem>();

  /** [SYNC-23] True when it is on disk. */
  async start(): Promise<boolean> {
    const { startable } = this;
    if (!startable) return false;
    try {
      await keepStart(this.#device.db, startable, Date.now());
      return true;
    } catch (error) {
      console.error(error);
      this.trouble = storageProblemOf(error);
      return false;
    }
  }

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
        verifySignature,
        sha256,
        taskLog: (id) => taskLogNow(db, id),
        append: (event) => this.#device.append(event),
      });
    } catch (error) {
      console.error(error);
      return { ok: false, error: storageProblemOf(error) };
    }
  }
}
