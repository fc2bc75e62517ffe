/** Is the code of a task genuine now, as far as this device can tell? The same verdict an enterprise's phone gives. */

import type { Trust } from '@liangma/shared/task-code/trust';
import { type Verdict, verifyCode } from '@liangma/shared/task-code/verify';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Device } from './device.svelte.ts';
import { readMeta } from './device-db.ts';

export async function checkCode(device: Device, trust: Trust, code: string, now: number): Promise<Verdict> {
  const newest = (await readMeta(device.db, 'newestSignedTime')) ?? 0;
  return verifyCode(code, { ...trust, now, verifySignature, newestSignedTime: Math.floor(newest / 1000) });
}
