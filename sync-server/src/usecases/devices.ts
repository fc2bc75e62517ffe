/** Enrolling an officer's device: its public key is tied to the officer who is signed in on it. */
import type { Actor } from '@liangma/shared/access/authorise';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { deviceIdOf } from '@liangma/shared/protocol/envelope';
import type { Deps } from '../deps.ts';
import { committed, type Device, unchanged } from '../ports/store.ts';
import { auditEntry } from './audit.ts';

export type EnrolError = 'bad-request' | 'forbidden';

export async function enrolDevice(
  deps: Deps,
  actor: Actor,
  publicKey: Uint8Array,
): Promise<Result<Device, EnrolError>> {
  const id = await deviceIdOf(publicKey, deps.signatures.sha256);
  if (id === undefined) return err('bad-request');
  const now = deps.clock.now();
  return deps.store.write<Result<Device, EnrolError>>(async (tx) => {
    const known = await tx.device(id);
    if (known && known.account !== actor.account) return unchanged(err('forbidden'));
    if (known) return unchanged(ok(known));
    const device = { ...newDevice(id, publicKey, now), officer: actor.officer, account: actor.account };
    await tx.saveDevice(device);
    return committed(ok(device), auditEntry(deps, actor.account, 'device.enrol', id));
  });
}

export const newDevice = (id: string, publicKey: Uint8Array, now: number): Device => ({
  ...{ id, publicKey, officer: null, account: null, lastSeq: 0, lastHash: '' },
  ...{ enrolledAt: now, lastContactAt: now, skew: 0, revokedAt: null },
});
