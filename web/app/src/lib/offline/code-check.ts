/** Is the code of a task genuine now, as far as this device can tell? The same verdict an enterprise's phone gives. */

import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import type { Trust } from '@liangma/shared/task-code/trust';
import { type Verdict, verifyCode } from '@liangma/shared/task-code/verify';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Device } from './device.svelte.ts';
import { readMeta } from './device-db.ts';
import { findGrant } from './grants.ts';

/** `seenAt`: when a code that was scanned was read; a live one is good in that moment. */
export async function checkCode(
  device: Device,
  trust: Trust,
  code: string,
  now: number,
  seenAt = now,
): Promise<Verdict> {
  const newest = (await readMeta(device.db, 'newestSignedTime')) ?? 0;
  return verifyCode(code, {
    ...trust,
    now,
    seenAt,
    verifySignature,
    sha256,
    granted: resolveGranted(findGrant(device.db, device.wire, trust.keys)),
    newestSignedTime: Math.floor(newest / 1000),
  });
}
