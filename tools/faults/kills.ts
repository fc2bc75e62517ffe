/** The server is killed (SIGKILL) in the middle of pushes, again and again. */

import { pause, type ServerProcess, startProcess } from '@liangma/testing/server-process';
import { on, type Played, play, type StoreKind } from './stage.ts';

const LONGEST_LIFE = 900;

export const killed = (kind: StoreKind, times: number): Promise<Played> =>
  play(`server killed, ${kind}`, on(kind), async ({ place }, phones) => {
    let server = await startProcess(place);
    const { port, origin } = server;
    const sending = phones(() => [origin]);
    for (let i = 0; i < times; i++) {
      await sending.more(1);
      await pause(Math.random() * LONGEST_LIFE);
      await server.kill();
      server = await startProcess(place, port);
    }
    await sending.finish();
    await server.stop();
    return times;
  });

/** Two servers over one PostgreSQL, of which now one, now the other is killed; the phones ask both in turn. */
export const oneOfTwoKilled = (times: number): Promise<Played> =>
  play('one of two servers killed, postgres', on('postgres'), async ({ place }, phones) => {
    const servers = [await startProcess(place), await startProcess(place)] as [ServerProcess, ServerProcess];
    const origins = servers.map(({ origin }) => origin);
    const sending = phones(() => origins);
    for (let i = 0; i < times; i++) {
      const which = i % 2;
      await sending.more(1);
      await pause(Math.random() * LONGEST_LIFE);
      await (servers[which] as ServerProcess).kill();
      // The other goes on meanwhile.
      await sending.more(20);
      servers[which] = await startProcess(place, servers[which]?.port);
    }
    await sending.finish();
    for (const server of servers) await server.stop();
    return times;
  });
