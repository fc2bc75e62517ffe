/** Answers are lost on their way: what the phones send again has been done already. */

import { pause, startProcess } from '@liangma/testing/server-process';
import { on, type Played, play, type StoreKind } from './stage.ts';
import { layWire } from './wire.ts';

export const repliesCut = (kind: StoreKind, times: number): Promise<Played> =>
  play(`answer cut, ${kind}`, on(kind), async ({ place }, phones) => {
    const server = await startProcess(place);
    const wire = await layWire(server.port);
    const sending = phones(() => [`http://127.0.0.1:${wire.port}`]);
    while (wire.cut() < times) {
      wire.cutAnswers(1);
      await sending.more(5);
      await pause(Math.random() * 50);
    }
    await sending.finish();
    await wire.close();
    await server.stop();
    return wire.cut();
  });
