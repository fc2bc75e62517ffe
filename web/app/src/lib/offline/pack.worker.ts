/** Checks and splits a pack away from the page: for a whole county that is seconds on a slow phone. */
import type { KeySet } from '@liangma/shared/task-code/key-set';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import { openPack } from './pack-file.ts';

addEventListener('message', async ({ data }: MessageEvent<{ bytes: Uint8Array; keys: KeySet }>) => {
  postMessage(await openPack(data.bytes, data.keys, verifySignature));
});
