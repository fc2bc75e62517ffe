/** [SYNC-9] Supervisors look at what is in quarantine, and decide: a case as a whole, or its first events. */
import type { QuarantineCase } from '@liangma/shared/quarantine/quarantine-list';
import { count } from '../faults.ts';
import { COUNTY } from '../server/template.ts';
import { say, type World } from '../world/world.ts';
import { ask } from './desk.ts';

const openCases = async (world: World): Promise<readonly QuarantineCase[]> =>
  (await ask<{ rows: QuarantineCase[] }>(world, COUNTY.supervisor, '/api/lists/quarantine?limit=500'))?.rows ?? [];

export async function decideOne(world: World): Promise<void> {
  const cases = await openCases(world);
  if (cases.length > 0) await decide(world, world.dice.pick(cases));
}

export async function decideAll(world: World): Promise<void> {
  for (const one of await openCases(world)) await decide(world, one);
}

async function decide(world: World, { events }: QuarantineCase): Promise<void> {
  const some = events.slice(0, world.dice.between(1, events.length)).map(({ id }) => id);
  const decision = world.dice.chance(0.6) ? 'released' : 'dismissed';
  const body = { events: some, decision, note: '已核实' };
  if (!(await ask(world, COUNTY.supervisor, '/api/quarantine/decisions', body))) return;
  count(world.counts, decision, some.length);
  say(world, `${some.join(' ')} ${decision}`);
}
