/** Setting a threshold for a region from a day on, and importing a year of the working calendar. */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import type { PolicyName } from '@liangma/shared/compliance/policy';
import { judgeRow, type PolicyProblem, type PolicyRow } from '@liangma/shared/compliance/policy-rows';
import { type Day, dayOf } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { CalendarYear } from '@liangma/shared/kernel/working-days';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { rootRegion } from '../ports/directory.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, unchanged } from '../ports/store.ts';

export interface PolicyWish {
  readonly name: PolicyName;
  readonly region: string;
  readonly effectiveFrom: Day;
  readonly value: number;
  readonly binding: boolean;
  readonly document: string;
}

export async function setPolicy(
  deps: Deps,
  actor: Actor,
  wish: PolicyWish,
): Promise<Result<PolicyRow, 'forbidden' | PolicyProblem>> {
  const now = deps.clock.now();
  if (!authorise(actor, 'policy.set', now, { region: wish.region })) return err('forbidden');
  const set = await deps.store.write<Result<PolicyRow, PolicyProblem>>(async (tx) => {
    const problem = judgeRow(await tx.policies.rows(), wish, dayOf(now));
    if (problem) return unchanged(err(problem));
    const row: PolicyRow = { ...wish, id: newId(deps), at: now, by: actor.account, byName: actor.name };
    await tx.policies.saveRows([row]);
    return committed(ok(row), auditEntry(deps, NO_SHARD, actor.account, 'policy.set', `${wish.name} ${row.id}`));
  });
  await seen(deps);
  return set;
}

/** `year-settled`: a published notice is not replaced by a provisional one. */
export async function importYear(
  deps: Deps,
  actor: Actor,
  notice: CalendarYear,
): Promise<Result<CalendarYear, 'forbidden' | 'year-settled'>> {
  const now = deps.clock.now();
  const root = await deps.store.read(rootRegion);
  if (!authorise(actor, 'calendar.import', now, { region: root })) return err('forbidden');
  const imported = await saveYear(deps, actor.account, notice);
  await seen(deps);
  return imported;
}

/** For the desk and for the operator's command. */
export const saveYear = (
  deps: Pick<Deps, 'store' | 'clock' | 'random'>,
  account: string,
  notice: CalendarYear,
): Promise<Result<CalendarYear, 'year-settled'>> =>
  deps.store.write<Result<CalendarYear, 'year-settled'>>(async (tx) => {
    const known = (await tx.policies.years()).find(({ year }) => year === notice.year);
    if (known && !known.provisional && notice.provisional) return unchanged(err('year-settled'));
    await tx.policies.saveYears([notice]);
    const subject = `${notice.year} ${notice.document}`;
    return committed(ok(notice), auditEntry(deps, NO_SHARD, account, 'calendar.import', subject));
  });

/** The next request here decides by it, and the next download has it. */
async function seen(deps: Deps): Promise<void> {
  deps.policies.changed();
  await deps.policies.refresh();
  deps.trust.changed();
}
