/** Absences of officers: their agency enters them, or they do themselves. */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { DAY, type Day, dayOf } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Leave, type LeaveTerms, MAX_LEAVE_DAYS } from '@liangma/shared/registry/leave';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';

export type LeaveError = 'not-found' | 'forbidden' | 'wrong-state';

/** Absences of one agency from a day on, and no older ones than a year. */
export async function leavesOf(deps: Deps, tx: Reads<'leaves' | 'registry'>, id: string, from: Day): Promise<Leave[]> {
  const agency = await tx.registry.agency(id);
  if (!agency) return [];
  const oldest = dayOf(deps.clock.now() - MAX_LEAVE_DAYS * DAY);
  return tx.leaves.ofAgencies(shardOf(agency.region), [id], { from: from < oldest ? oldest : from, to: null });
}

/** `wrong-state`: an absence of the officer already covers one of the days. */
export function enterLeave(deps: Deps, actor: Actor, terms: LeaveTerms): Promise<Result<Leave, LeaveError>> {
  return deps.store.write<Result<Leave, LeaveError>>(async (tx) => {
    const [officer] = await tx.officers.byIds([terms.officer]);
    const agency = officer && (await tx.registry.agency(officer.agency));
    if (!officer || !agency) return unchanged(err('not-found'));
    if (!mayEnter(deps, actor, officer)) return unchanged(err('forbidden'));
    const shard = shardOf(agency.region);
    // Two desks that enter the same absence wait for each other.
    await tx.shards.next(shard);
    const known = await tx.leaves.ofAgencies(shard, [agency.id], terms);
    if (known.some((leave) => leave.officer === terms.officer)) return unchanged(err('wrong-state'));
    const leave = { id: newId(deps), agency: agency.id, ...terms, by: actor.account };
    await tx.leaves.save(shard, leave);
    return committed(ok(leave), auditEntry(deps, shard, actor.account, 'leave.enter', leave.id));
  });
}

/** The audit log keeps that it was entered, and by whom. */
export function removeLeave(deps: Deps, actor: Actor, id: string): Promise<Result<Leave, LeaveError>> {
  return deps.store.write<Result<Leave, LeaveError>>(async (tx) => {
    const agency = actor.agency && (await tx.registry.agency(actor.agency.id));
    const shard = agency && shardOf(agency.region);
    const leave = shard && (await tx.leaves.byId(shard, id));
    if (!shard || !leave || leave.agency !== agency.id) return unchanged(err('not-found'));
    if (!mayEnter(deps, actor, { id: leave.officer, agency: leave.agency })) return unchanged(err('forbidden'));
    await tx.leaves.remove(shard, id);
    return committed(ok(leave), auditEntry(deps, shard, actor.account, 'leave.remove', id));
  });
}

const mayEnter = (
  deps: Deps,
  actor: Actor,
  { id, agency }: { readonly id: string; readonly agency: string },
): boolean => authorise(actor, 'leave.enter', deps.clock.now(), { agency, officers: [id] });
