/** [JUR-1] Look-up of one enterprise of another region for an application with a letter of assistance. */
import type { Actor } from '@liangma/shared/access/authorise';
import type { LookedElsewhere } from '@liangma/shared/compliance/elsewhere';
import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import type { EnterpriseId } from '@liangma/shared/registry/enterprise';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { findEnterprise } from '../ports/directory.ts';
import { committed } from '../ports/store.ts';

/**
 * Every look is in the audit, under the enterprise and under the letter, before anything is told; one that finds nothing too.
 * Undefined for a number that nobody has.
 */
export const lookElsewhere = (
  deps: Deps,
  { account, region }: Actor,
  agencyId: string,
  { enterprise: id, letter }: { readonly enterprise: EnterpriseId; readonly letter: string },
): Promise<LookedElsewhere | undefined> =>
  deps.store.write(async (tx) => {
    const [agency, enterprise] = [await tx.registry.agency(agencyId), await findEnterprise(tx, id)];
    const shard = shardOf(enterprise?.region ?? region);
    const audit = [id, letter].map((subject) => auditEntry(deps, shard, account, 'enterprise.look-elsewhere', subject));
    if (!agency || !enterprise) return committed(undefined, ...audit);
    const county = countyOf(enterprise.region);
    const name = (await tx.registry.region(county))?.name ?? county;
    const now = deps.clock.now();
    const looked: LookedElsewhere = {
      enterprise: {
        id: enterprise.id,
        name: enterprise.name,
        address: enterprise.address,
        region: county,
        county: name,
      },
      agency,
      policy: deps.policies.at(enterprise.region, now),
      calendar: [...deps.policies.current().calendar],
      now,
    };
    return committed(looked, ...audit);
  });
