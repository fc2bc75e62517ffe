/** Alerts about agencies that enter quiet periods by exemptions too often. */
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Deps } from '../deps.ts';
import { factsAt, found, raiseFound } from './sweep-alerts.ts';

/** [QUIET-1] Returns how many alerts were raised. Places may count over different times: each agency by the policy of its region. */
export async function sweepQuietShares(deps: Deps): Promise<number> {
  await deps.policies.refresh();
  const to = deps.clock.now();
  const { agencies, shares } = await deps.store.read(async (tx) => {
    const agencies = new Map((await tx.registry.agenciesIn('')).map((agency) => [agency.id as string, agency]));
    const spans = new Set([...agencies.values()].map(({ region }) => deps.policies.at(region, to).quietExemptSpan));
    const shares = new Map<number, Awaited<ReturnType<typeof tx.reasons.quietShares>>>();
    for (const span of spans) shares.set(span, await tx.reasons.quietShares({ from: to - span, to }));
    return { agencies, shares };
  });
  let raised = 0;
  for (const [span, counted] of shares) {
    for (const quiet of counted) {
      const region = agencies.get(quiet.agency)?.region;
      if (region === undefined) continue;
      const facts = { ...factsAt(deps, region), quiet };
      if (facts.policy.quietExemptSpan !== span) continue;
      const place = { region, shard: shardOf(region), agency: quiet.agency, task: '' };
      raised += await raiseFound(deps, found(facts, place));
    }
  }
  return raised;
}
