/** Worker that opens parts, with a promise per job. */

import { SyncProblem } from '../wire/sync-problem.ts';
import type { PartText } from './pack-text.ts';

export interface PackOpener {
  open(bytes: Uint8Array, hash: Uint8Array): Promise<PartText | undefined>;
  end(): void;
}

export function packOpener(): PackOpener {
  const worker = new Worker(new URL('./pack.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve(part: PartText | undefined): void; reject(error: unknown): void }>();
  let jobs = 0;
  /** Set once the worker has failed, which may happen before the first job. */
  let failure: SyncProblem | undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<{ job: number; part: PartText | undefined }>) => {
    waiting.get(data.job)?.resolve(data.part);
    waiting.delete(data.job);
  });
  worker.addEventListener('error', () => {
    failure = new SyncProblem('unreadable');
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  });
  return {
    open: (bytes, hash) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        const job = jobs++;
        waiting.set(job, { resolve, reject });
        worker.postMessage({ job, bytes, hash }, [bytes.buffer as ArrayBuffer]);
      }),
    end: () => worker.terminate(),
  };
}
