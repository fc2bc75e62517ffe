/** Ours: the server on SQLite with signatures, the engine of the field app. */
import { fileURLToPath } from 'node:url';
import { bundlePage, prepareBundling } from '@liangma/testing/engine/bundle';
import type { Page } from '@playwright/test';
import type { BenchServer } from '../bench-server.ts';
import { cpuOf } from '../processes.ts';
import { pushRound } from '../pushing.ts';
import { call, openPage } from './page.ts';
import { diskIn, EVENTS, type Side } from './side.ts';

const EVENTS_A_TASK = 4;

interface OurSide extends Side {
  /** Mean milliseconds in which each round made an event. */
  readonly making: readonly number[];
  /** Makes the events of so many tasks without network, with a pause after each. Returns the milliseconds of each. */
  make(page: Page, from: number, tasks: number, pause: number): Promise<number[]>;
}

export async function ourSide(server: BenchServer): Promise<OurSide> {
  prepareBundling();
  const script = await bundlePage(fileURLToPath(new URL('./our-page.ts', import.meta.url)));
  const [name = '', value = ''] = server.county.cookie.split('=');
  const pin = /<meta name="liangma-root"[^>]*>/.exec(await (await fetch(`${server.origin}/login`)).text())?.[0] ?? '';
  if (!pin) throw new Error('the server has no pages: build them first');
  const making: number[] = [];
  const make: OurSide['make'] = async (page, from, tasks, pause) => {
    await page.context().setOffline(true);
    return call<number[]>(page, 'ours', 'make', from, tasks, pause);
  };
  return {
    name: 'Liangma',
    pid: server.pid,
    making,
    make,
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
      const tasks = EVENTS / EVENTS_A_TASK;
      const times = await make(page, round * tasks, tasks, 0);
      making.push(times.reduce((sum, ms) => sum + ms, 0) / times.length);
      const before = cpuOf(server.pid);
      await page.context().setOffline(false);
      const ms = await call<number>(page, 'ours', 'push', EVENTS);
      return { ms, cpu: (cpuOf(server.pid) - before) / EVENTS };
    },
    stop: () => server.stop(),
  };
}
