/** Ours: the server on SQLite with signatures, the engine of the field app. */
import { fileURLToPath } from 'node:url';
import { bundlePage, prepareBundling } from '@liangma/testing/engine/bundle';
import type { BenchServer } from '../bench-server.ts';
import { cpuOf } from '../processes.ts';
import { pushRound } from '../pushing.ts';
import { call, openPage } from './page.ts';
import { diskIn, EVENTS, type Side } from './side.ts';

const EVENTS_A_TASK = 4;

export async function ourSide(server: BenchServer): Promise<Side & { signed: number[] }> {
  prepareBundling();
  const script = await bundlePage(fileURLToPath(new URL('./our-page.ts', import.meta.url)));
  const [name = '', value = ''] = server.county.cookie.split('=');
  const pin = /<meta name="liangma-root"[^>]*>/.exec(await (await fetch(`${server.origin}/login`)).text())?.[0] ?? '';
  if (!pin) throw new Error('the server has no pages: build them first');
  const signed: number[] = [];
  return {
    name: 'Liangma',
    pid: server.pid,
    signed,
    async warm(pushes) {
      await pushRound(server, server.county.cookie, pushes, server.keys);
    },
    async open(page) {
      await page.context().addCookies([{ name, value, url: server.origin }]);
      await openPage(page, server.origin, script, pin);
    },
    async pull(page) {
      const ms = await call<number>(page, 'ours', 'pull');
      return { ms, count: await call<number>(page, 'ours', 'count'), disk: await diskIn(page) };
    },
    async push(page, round) {
      await page.context().setOffline(true);
      const tasks = EVENTS / EVENTS_A_TASK;
      signed.push(await call<number>(page, 'ours', 'sign', round * tasks, tasks));
      const before = cpuOf(server.pid);
      await page.context().setOffline(false);
      const ms = await call<number>(page, 'ours', 'push', EVENTS);
      return { ms, cpu: (cpuOf(server.pid) - before) / EVENTS };
    },
    stop: () => server.stop(),
  };
}
