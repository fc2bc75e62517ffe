/** The primary of PostgreSQL is killed under load, its synchronous standby promoted, and the address moved to it. */
import { join } from 'node:path';
import { startProcess } from '@liangma/testing/server-process';
import { type Cluster, startCluster } from './cluster.ts';
import { type Played, play } from './stage.ts';
import { layWire, type Wire } from './wire.ts';

/** Plays each failover on a cluster of its own. The server process stays, and has to find its way by itself. */
export async function failedOver(times: number): Promise<Played[]> {
  const all: Played[] = [];
  for (let i = 0; i < times; i++) all.push(await failedOverOnce('cut'));
  // A machine that is gone says nothing at all; that takes the server half a minute to notice.
  return [...all, await failedOverOnce('silent')];
}

async function failedOverOnce(how: 'cut' | 'silent'): Promise<Played> {
  let cluster: Cluster | undefined;
  let wire: Wire | undefined;
  const onCluster = async (folder: string) => {
    cluster = await startCluster(folder);
    wire = await layWire(cluster.primary);
    const databaseUrl = `postgres://postgres@127.0.0.1:${wire.port}/postgres`;
    const end = async () => {
      await wire?.close();
      await cluster?.stop();
    };
    return { place: { folder: join(folder, 'data'), databaseUrl }, end };
  };
  return play(`primary killed (${how}), standby promoted`, onCluster, async ({ place }, phones) => {
    const server = await startProcess(place);
    const sending = phones(() => [server.origin]);
    await sending.more(300);
    const move = () => wire?.moveTo(cluster?.standby as number, how);
    // Before the end of the primary can be seen on the wire.
    if (how === 'silent') move();
    await cluster?.killPrimary();
    await cluster?.promote();
    if (how === 'cut') move();
    await sending.more(300);
    await sending.finish();
    if (server.exit() !== undefined) throw new Error('the server ended with its database');
    await server.stop();
    return 1;
  });
}
