/** Live codes of the tasks that this device issued itself. */
import { parseContainer } from '@liangma/shared/task-code/container';
import { grantRef } from '@liangma/shared/task-code/grant';
import { decodeGrantedCode } from '@liangma/shared/task-code/granted-code';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import { stepAt } from '@liangma/shared/task-code/live';
import { bytesOfText, originOf } from '@liangma/shared/task-code/text';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { DeviceDb } from '../database/device-db.ts';
import { deviceKey } from '../device/device-keys.ts';
import { devicePolicy } from '../downloads/rules.ts';

/**
 * Returns the text of the QR at this second, signed anew for its step; undefined on every other device. The code names its
 * grant once the grant has been published long enough to be known at doors. Until then, and when a phone does not know the
 * grant (`whole`), the code carries it.
 */
export async function grantedLiveText(
  db: DeviceDb,
  task: IssuedTask,
  seconds: number,
  whole: boolean,
): Promise<string | undefined> {
  const issued = await db.issued.get(task.id);
  const bytes = issued && bytesOfText(issued.data.code);
  const container = bytes && parseContainer(bytes);
  const code = container && decodeGrantedCode(container.payload);
  const grant = container?.grant;
  if (!issued || !code || !grant || !('inline' in grant)) return undefined;
  const known = await isKnown(db, task, issued.givenAt, seconds * 1000);
  const form = known && !whole ? { ref: await grantRef(grant.inline, sha256) } : grant;
  const signer = deviceSigner(await deviceKey(db));
  return issueGrantedCode(signer, form, { ...code, step: stepAt(code, seconds) }, originOf(issued.data.code));
}

/** True if the code has two forms now: the short one by reference, and the whole one. */
export async function hasShortForm(db: DeviceDb, task: IssuedTask, now: number): Promise<boolean> {
  const issued = await db.issued.get(task.id);
  return issued !== undefined && (await isKnown(db, task, issued.givenAt, now));
}

/** A device without rules takes no grant to be known: then its codes carry the grant, and hold everywhere. */
async function isKnown(db: DeviceDb, task: IssuedTask, givenAt: number, now: number): Promise<boolean> {
  const policy = await devicePolicy(db, task.enterprise.region, now);
  return policy !== undefined && now >= givenAt + policy.grantKnownAfter;
}
