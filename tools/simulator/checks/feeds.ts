/** No number is skipped: where a pull said that there is nothing more, everything up to there had been given. */
import { actorOf, officersOf, type World } from '../world/world.ts';

export async function checkFeeds(world: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const phone of officersOf(world)) {
    const pulled = world.ledger.pulled.get(`${phone.name} tasks`);
    if (!pulled) continue;
    const officer = actorOf(world, phone).officer ?? '';
    const feed = await world.truth.read((tx) => tx.tasks.feed(officer, {}, 10_000));
    for (const { shard, seq, gone, id, rev } of feed) {
      if (seq > (pulled.claimed.get(shard) ?? 0)) continue;
      const delivered = pulled.delivered.get(id);
      if (!gone && delivered !== String(rev)) {
        wrong.push(`feeds: ${phone.name}: ${shard} ${seq} (task ${id} ${rev}) was skipped, given ${delivered}`);
      }
    }
  }
  return wrong;
}
