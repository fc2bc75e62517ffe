import { afterEach, expect, test, vi } from 'vitest';
import { packOpener } from './pack-opener.ts';

afterEach(() => vi.unstubAllGlobals());

test('a worker that failed before its first job rejects every job', async () => {
  let worker = new EventTarget();
  class FailingWorker extends EventTarget {
    constructor() {
      super();
      worker = this;
    }
    postMessage(): void {}
  }
  vi.stubGlobal('Worker', FailingWorker);
  const opener = packOpener();
  const before = opener.open(new Uint8Array(1), new Uint8Array(1));
  worker.dispatchEvent(new Event('error'));
  await expect(before).rejects.toMatchObject({ kind: 'unreadable' });
  await expect(opener.open(new Uint8Array(1), new Uint8Array(1))).rejects.toMatchObject({ kind: 'unreadable' });
});
