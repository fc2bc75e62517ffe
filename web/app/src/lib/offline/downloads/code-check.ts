/** Verdict of this device on the code of a task: the same as an enterprise's phone gives. */

import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { type Verdict, verifyCode } from '@liangma/shared/task-code/verify';
import type { Trust } from '@liangma/shared/trust/trust';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { readMeta } from '../database/device-db.ts';
import type { Uses } from '../parts.ts';
import { findGrant } from './grants.ts';

/** `seenAt`: when the code was scanned; a live code is good in that moment. */
export async function checkCode(
  { db, wire }: Uses<'db' | 'wire'>,
  trust: Trust,
  code: string,
  now: number,
  seenAt = now,
): Promise<Verdict> {
  const newest = (await readMeta(db, 'newestSignedTime')) ?? 0;
  return verifyCode(code, {
    ...trust,
    now,
    seenAt,
    verifySignature,
    sha256,
    granted: resolveGranted(findGrant(db, wire, trust.keys)),
    newestSignedTime: Math.floor(newest / 1000),
  });
}
