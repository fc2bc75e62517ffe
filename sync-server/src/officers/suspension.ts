/**
 * [SYNC-9] An officer is suspended. From that moment on nothing they do counts by itself, however late it arrives; what
 * they did before is judged as ever. Devices are revoked in devices.ts.
 */

import { postsElsewhere } from '@liangma/shared/access/appointing';
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { isOpen, rolesAt } from '@liangma/shared/access/post';
import { dayOf, type Instant } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Officer, servesOn } from '@liangma/shared/registry/officer';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { committed, type Outcome, type Reads, unchanged } from '../ports/store.ts';
import type { StoredSuspension } from './repository.ts';

export type BarringError = 'not-found' | 'forbidden' | 'wrong-state';

type Suspended = Result<StoredSuspension, BarringError>;

export const suspendOfficer = (deps: Deps, actor: Actor, id: string, reason: string): Promise<Suspended> =>
  changeSuspension(deps, actor, id, 'officer.suspend', (lasting) =>
    lasting
      ? undefined
      : { id: newId(deps), officer: id, from: deps.clock.now(), until: null, by: actor.account, reason },
  );

export const reinstateOfficer = (deps: Deps, actor: Actor, id: string): Promise<Suspended> =>
  changeSuspension(deps, actor, id, 'officer.reinstate', (lasting) =>
    lasting ? { ...lasting, until: deps.clock.now() } : undefined,
  );

function changeSuspension(
  deps: Deps,
  actor: Actor,
  id: string,
  action: string,
  change: (lasting: StoredSuspension | undefined) => StoredSuspension | undefined,
): Promise<Suspended> {
  return deps.store.write<Suspended>(async (tx): Promise<Outcome<Suspended>> => {
    const [officer] = await tx.officers.byIds([id]);
    if (!officer) return unchanged(err('not-found'));
    if (!(await maySuspend(tx, actor, officer, deps.clock.now()))) return unchanged(err('forbidden'));
    const next = change(lastingOf(await tx.officers.suspensions(id)));
    if (!next) return unchanged(err('wrong-state'));
    await tx.officers.saveSuspension(next);
    await tx.officers.change({ ...officer, suspended: next.until === null });
    return committed(ok(next), auditEntry(deps, shardOf(actor.region), actor.account, action, id));
  });
}

async function maySuspend(tx: Reads<'registry'>, actor: Actor, { agency }: Officer, at: Instant): Promise<boolean> {
  const region = (await tx.registry.agency(agency))?.region;
  return region !== undefined && authorise(actor, 'officer.suspend', at, { agency, region });
}

const lastingOf = (suspensions: readonly StoredSuspension[]): StoredSuspension | undefined =>
  suspensions.find(({ until }) => until === null);

/**
 * A suspended officer keeps the account, to hand in earlier work, but neither inspects nor approves. An officer who left by the
 * register has lost the posts at that agency (POST-3), and comes in no more without a post elsewhere: undefined.
 */
export async function presentActor(tx: Reads<'officers'>, actor: Actor, at: Instant): Promise<Actor | undefined> {
  if (actor.officer === null) return actor;
  const [officer] = await tx.officers.byIds([actor.officer]);
  const hasLeft = officer !== undefined && !servesOn(officer, dayOf(at));
  const posts = hasLeft ? postsElsewhere(actor.posts, officer.agency) : actor.posts;
  if (hasLeft && !posts.some((post) => isOpen(post, at))) return undefined;
  if (!lastingOf(await tx.officers.suspensions(actor.officer))) return { ...actor, posts };
  return { ...actor, posts: posts.filter(({ role }) => role !== 'inspector' && role !== 'approver') };
}

/**
 * A device whose officer can no longer sign in for it: revoked, suspended, or without the account. It is heard all the
 * same, by its signatures.
 */
export async function isSignInBlocked(
  tx: Reads<'accounts' | 'officers'>,
  device: Device,
  at: Instant,
): Promise<boolean> {
  if (device.officer === null) return false;
  if (device.revokedAt !== null) return true;
  const account = device.account === null ? undefined : await tx.accounts.byName(device.account);
  const actor = account && (await presentActor(tx, account.actor, at));
  return !actor || !rolesAt(actor, at).includes('inspector');
}
