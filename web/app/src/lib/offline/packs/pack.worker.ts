/** Checks and splits a part away from the page: for a whole county that is seconds on a slow phone. */
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { openPart } from './pack-text.ts';

addEventListener('message', async ({ data }: MessageEvent<{ job: number; bytes: Uint8Array; hash: Uint8Array }>) => {
  postMessage({ job: data.job, part: await openPart(data.bytes, data.hash, sha256) });
});
