/**
 * [POST-3] The day on which an officer leaves by the register. It becomes a job that ends his access. Grants that outlast the day end
 * when it is entered, because a door without network knows a grant by its signed period alone: whatever grant stays or is given
 * afterwards (GRANT-2) is over by that day, before any job has run.
 */
import type { GrantEndReason } from '@liangma/shared/devices/leaving-reason';
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import { type Instant, startOfDay } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Deps } from '../deps.ts';
import { tellGrantEnded } from '../notices/grant-ended.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { Reads, Writes } from '../ports/store.ts';

/** Kind of the job. */
export const OFFICER_LEFT = 'officer-left';

/** Names no person: the register decides. */
const REGISTER = { by: 'registry', name: '', reason: 'officer-leaves' satisfies GrantEndReason };

type Tx = Writes<'grants' | 'jobs' | 'messages' | 'places' | 'pushes'> &
  Reads<'accounts' | 'devices' | 'registry' | 'shards'>;

/** Adds the day in the write that enters it. */
export async function addLeavingDay(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Tx,
  officer: Officer,
  now: Instant,
): Promise<void> {
  const { id, leftOn } = officer;
  if (leftOn === null) return;
  const dueAt = startOfDay(leftOn);
  await tx.jobs.add({ shard: NO_SHARD, kind: OFFICER_LEFT, subject: id, step: leftOn, dueAt });
  for (const grant of await endOutlasting(tx, officer, Math.max(dueAt, now), { ...REGISTER, at: now }))
    await tellGrantEnded(deps, tx, { grant, officer, day: dueAt });
}

/**
 * Ends the grants that name the officer and run beyond `until`, on whatever device: GRANT-2 holds for their whole time. Returns
 * those that ended.
 */
async function endOutlasting(
  tx: Tx,
  { id, agency }: Officer,
  until: Instant,
  ended: NonNullable<GivenGrant['ended']>,
): Promise<GivenGrant[]> {
  const region = (await tx.registry.agency(agency))?.region;
  if (region === undefined) return [];
  const outlasting: GivenGrant[] = [];
  for (const { grant, signed } of await tx.grants.ofAgency(await tx.shards.under(region), agency)) {
    const isNamed = grant.officers.some((officer) => officer.id === id);
    if (!isNamed || grant.ended || grant.window.to <= until) continue;
    await tx.grants.save({ ...grant, ended }, signed);
    outlasting.push(grant);
  }
  return outlasting;
}
