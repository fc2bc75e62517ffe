/** No number is skipped: where a pull said that there is nothing more, everything up to there had been given. */
import { actorOf, officersOf, type World } from '../world.ts';

export async function checkFeeds(world: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const phone of officersOf(world)) {
    const pulled = world.ledger.pulled.get(`${phone.name} tasks`);
    if (!pulled) continue;
    const officer = actorOf(world, phone).officer ?? '';
    const feed = await world.truth.read((tx) => tx.tasksForOfficer(officer, {}, 10_000));
    for (const { shard, seq, task } of feed) {
      if (seq > (pulled.claimed.get(shard) ?? 0)) continue;
      const delivered = pulled.delivered.get(task.id);
      const isTheirs = task.officers.some(({ id }) => id === officer);
      if (isTheirs && delivered !== String(task.rev)) {
        wrong.push(
          `feeds: ${phone.name}: ${shard} ${seq} (task ${task.id} ${task.rev}) was skipped, given ${delivered}`,
        );
      }
    }
  }
  return wrong;
}
