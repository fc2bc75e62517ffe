/** The life of an officer's device: its public key is tied to who is signed in on it, until the agency revokes it. */

import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { deviceIdOf } from '@liangma/shared/protocol/envelope';
import { tellSessions } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { addDevice, findDevice } from '../ports/directory.ts';
import { committed, type Reads, unchanged, type Writes } from '../ports/store.ts';
import type { Device, Revocation } from './repository.ts';

export type EnrolError = 'bad-request' | 'forbidden' | 'device-revoked' | 'too-many-devices';

/** A revoked key stays revoked: a phone that goes on makes a new one. */
export async function enrolDevice(
  deps: Deps,
  actor: Actor,
  publicKey: Uint8Array,
): Promise<Result<Device, EnrolError>> {
  const id = await deviceIdOf(publicKey, deps.signatures.sha256);
  if (id === undefined) return err('bad-request');
  const now = deps.clock.now();
  return deps.store.write<Result<Device, EnrolError>>(async (tx) => {
    const known = await findDevice(tx, id);
    if (known && known.account !== actor.account) return unchanged(err('forbidden'));
    if (known) return unchanged(known.revokedAt === null ? ok(known) : err('device-revoked'));
    const own = await tx.devices.ofOfficers(actor.officer === null ? [] : [actor.officer]);
    const inUse = own.filter(({ revokedAt }) => revokedAt === null);
    if (inUse.length >= deps.policies.at(actor.region, now).officerDevices) return unchanged(err('too-many-devices'));
    const shard = shardOf(actor.region);
    const device = { ...newDevice(id, publicKey, now), shard, officer: actor.officer, account: actor.account };
    await addDevice(tx, device);
    return committed(ok(device), auditEntry(deps, device.shard, actor.account, 'device.enrol', id));
  });
}

export const newDevice = (id: string, publicKey: Uint8Array, now: number): Device => ({
  shard: '',
  shards: [],
  id,
  publicKey,
  officer: null,
  account: null,
  lastSeq: 0,
  lastHash: '',
  enrolledAt: now,
  lastContactAt: now,
  skew: 0,
  revokedAt: null,
});

type Revoked = Result<Revocation, 'not-found' | 'forbidden' | 'wrong-state'>;

interface Revoking {
  readonly revoked: Revoked;
  /** Number of grants that ended with the device. */
  readonly grants: number;
  /** The streams of this account check again if their session is still valid. */
  readonly account: string | null;
}

/**
 * Taken out of use, once and for good: it is given nothing any more, and what it did before that moment still comes in
 * (SYNC-9). The grants that let it issue codes end with it, or it could go on signing at doors without network.
 */
export async function revokeDevice(deps: Deps, actor: Actor, id: string, reason: string): Promise<Revoked> {
  const { revoked, grants, account } = await deps.store.write<Revoking>(async (tx) => {
    const refused = (why: 'not-found' | 'forbidden' | 'wrong-state') =>
      unchanged({ revoked: err(why), grants: 0, account: null });
    const known = await findDevice(tx, id);
    const agency = known && (await agencyOf(tx, known));
    if (!known || agency === undefined) return refused('not-found');
    if (!authorise(actor, 'device.revoke', deps.clock.now(), { agency })) return refused('forbidden');
    const device = await tx.devices.hold(known);
    if (device.revokedAt !== null) return refused('wrong-state');
    const revocation = { at: deps.clock.now(), by: actor.account, name: actor.name, reason };
    const grants = await revokeHeld(tx, device, revocation);
    const { account } = device;
    const entry = auditEntry(deps, device.shard, actor.account, 'device.revoke', id);
    return committed({ revoked: ok(revocation), grants, account }, entry);
  });
  if (grants > 0) deps.trust.changed();
  if (account !== null) tellSessions(deps, account);
  return revoked;
}

/** Revokes a device that this write holds. Returns how many of its grants ended. */
export async function revokeHeld(
  tx: Writes<'devices' | 'grants' | 'shards'>,
  device: Device,
  revocation: Revocation,
): Promise<number> {
  await tx.devices.save({ ...device, revokedAt: revocation.at });
  await tx.devices.saveRevocation(device, revocation);
  return endGrantsOf(tx, await tx.shards.under(device.shard), device.id, revocation);
}

/** Returns the agency of the officer to whom the device is enrolled; undefined for an anonymous browser. */
export async function agencyOf(tx: Reads<'officers'>, { officer }: Device): Promise<string | undefined> {
  return officer === null ? undefined : (await tx.officers.byIds([officer]))[0]?.agency;
}

async function endGrantsOf(
  tx: Writes<'grants'>,
  shards: readonly string[],
  device: string,
  ended: Revocation,
): Promise<number> {
  const open = (await tx.grants.ofDevice(shards, device, ended.at)).filter(({ grant }) => grant.ended === null);
  for (const { grant, signed } of open) await tx.grants.save({ ...grant, ended }, signed);
  return open.length;
}
