/** Quiet periods (QUIET-1): an administrator of the region arranges and ends them. */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import type { Day } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { QuietPeriod, QuietTerms } from '@liangma/shared/quiet-periods/quiet-period';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, unchanged } from '../ports/store.ts';

export type QuietPeriodError = 'forbidden' | 'not-found' | 'wrong-state';

type Arranged = Result<QuietPeriod, QuietPeriodError>;

export function arrange(deps: Deps, actor: Actor, terms: QuietTerms): Promise<Arranged> {
  return deps.store.write<Arranged>(async (tx) => {
    if (!authorise(actor, 'quiet-period.manage', deps.clock.now(), { region: terms.region }))
      return unchanged(err('forbidden'));
    const period = { id: newId(deps), ...terms };
    await tx.quietPeriods.save(period);
    return committed(ok(period), auditEntry(deps, NO_SHARD, actor.account, 'quiet-period.arrange', period.id));
  });
}

/** Ends an arrangement; what it covered before stays as it was. */
export function end(deps: Deps, actor: Actor, id: string, until: Day): Promise<Arranged> {
  return deps.store.write<Arranged>(async (tx) => {
    const period = await tx.quietPeriods.byId(id);
    if (!period) return unchanged(err('not-found'));
    if (!authorise(actor, 'quiet-period.manage', deps.clock.now(), { region: period.region }))
      return unchanged(err('forbidden'));
    if (until < period.from || (period.until !== null && period.until < until)) return unchanged(err('wrong-state'));
    await tx.quietPeriods.end(id, until);
    return committed(ok({ ...period, until }), auditEntry(deps, NO_SHARD, actor.account, 'quiet-period.end', id));
  });
}
