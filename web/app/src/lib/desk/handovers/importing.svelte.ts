/** Bringing in one file after another, and giving out the receipts of the last. */
import type { Imported } from '@liangma/shared/protocol/handover';
import { importHandover } from '#lib/api/handovers.ts';
import type { Problem } from '#lib/api/problem.ts';

export class Importing {
  busy = $state(false);
  imported = $state.raw<Imported>();
  problem = $state.raw<Problem>();
  readonly receipts = $derived(
    this.imported?.events.flatMap(({ event, sync }) =>
      event && sync.state === 'accepted' ? [{ ...event, receivedAt: sync.receivedAt, receipt: sync.receipt }] : [],
    ) ?? [],
  );

  async take(file: Blob): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.again();
    const result = await importHandover(file);
    this.busy = false;
    if (result.ok) this.imported = result.value;
    else this.problem = result.error;
  }

  again(): void {
    this.imported = undefined;
    this.problem = undefined;
  }

  saveReceipts(): void {
    const { imported, receipts } = this;
    if (!imported) return;
    const { device, officer, madeAt } = imported;
    const text = JSON.stringify({ device, officer, madeAt, receipts }, null, 1);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `liangma-receipts-${device.slice(0, 8)}-${madeAt}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
