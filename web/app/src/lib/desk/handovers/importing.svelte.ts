/** Bringing in one file after another, records or photos, and giving out the receipts of the last. */
import type { Imported } from '@liangma/shared/protocol/handover';
import { importHandover } from '#lib/api/handovers.ts';
import { type Problem, type ProblemCode, problem } from '#lib/api/problem.ts';
import { saveFile } from '#lib/files/save-file.ts';
import { photoWire } from '#lib/offline/photos/photo-wire.ts';
import { asSyncProblem, type SyncProblemKind } from '#lib/offline/wire/sync-problem.ts';
import { bringIn, holdsPhotos, type ImportedPhoto, photosIn } from './photo-file.ts';

const PROBLEMS: Partial<Record<SyncProblemKind, ProblemCode>> = {
  offline: 'offline',
  unreachable: 'offline',
  'signed-out': 'not-signed-in',
  busy: 'server-busy',
  storage: 'file-unreadable',
};

export class Importing {
  busy = $state(false);
  imported = $state.raw<Imported>();
  /** Photos of the file that have been processed so far. */
  photos = $state.raw<readonly ImportedPhoto[]>();
  /** Count of photos in that file. */
  of = $state(0);
  problem = $state.raw<Problem>();
  readonly receipts = $derived([
    ...(this.imported?.events.flatMap(({ event, sync }) =>
      event && sync.state === 'accepted' ? [{ ...event, receivedAt: sync.receivedAt, receipt: sync.receipt }] : [],
    ) ?? []),
    ...(this.photos?.flatMap(({ task, hash, receipt }) => (receipt ? [{ task, photo: hash, receipt }] : [])) ?? []),
  ]);

  async take(file: Blob): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.again();
    if (await holdsPhotos(file)) await this.#takePhotos(file);
    else await this.#takeRecords(file);
    this.busy = false;
  }

  again(): void {
    this.imported = undefined;
    this.photos = undefined;
    this.problem = undefined;
  }

  saveReceipts(): void {
    const { device = 'photos', officer, madeAt = Date.now() } = this.imported ?? {};
    const text = JSON.stringify({ device, officer, madeAt, receipts: this.receipts }, null, 1);
    saveFile(`liangma-receipts-${device.slice(0, 8)}-${madeAt}.json`, new Blob([text], { type: 'application/json' }));
  }

  async #takeRecords(file: Blob): Promise<void> {
    const result = await importHandover(file);
    if (result.ok) this.imported = result.value;
    else this.problem = result.error;
  }

  async #takePhotos(file: Blob): Promise<void> {
    const placed = await photosIn(file);
    if (!placed) {
      this.problem = problem('file-unreadable');
      return;
    }
    const wire = photoWire((path, init) => fetch(path, init));
    this.of = placed.length;
    this.photos = [];
    try {
      for (const photo of placed) this.photos = [...this.photos, await bringIn(file, photo, wire)];
    } catch (error) {
      this.problem = problem(PROBLEMS[asSyncProblem(error).kind] ?? 'unexpected');
    }
  }
}
