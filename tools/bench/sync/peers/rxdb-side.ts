import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from '@liangma/testing/engine/bundle';
import { cpuOf } from '../processes.ts';
import { call, openPage } from './page.ts';
import { type Doc, diskIn, EVENTS, type Side } from './side.ts';

/** RxDB alone: nothing is signed, checked or kept on a disk by its server. */
export async function rxdbSide(docs: readonly Doc[], events: readonly Doc[]): Promise<Side> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-rxdb-'));
  const file = join(folder, 'docs.json');
  writeFileSync(file, JSON.stringify(docs));
  const script = await bundlePage(fileURLToPath(new URL('./rxdb-page.ts', import.meta.url)));
  const child = spawn(process.execPath, [fileURLToPath(new URL('./rxdb-process.ts', import.meta.url)), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const [origin, pid] = [`http://localhost:${String(port).trim()}`, child.pid as number];
  return {
    name: 'RxDB alone',
    pid,
    async warm(pushes) {
      for (const { body } of pushes) await fetch(`${origin}/push`, { method: 'POST', body: new Uint8Array(body) });
    },
    open: (page) => openPage(page, origin, script),
    pull: async (page) => ({
      ...(await call<{ ms: number; count: number }>(page, 'rxdb', 'pull')),
      disk: await diskIn(page),
    }),
    async push(page) {
      await call(page, 'rxdb', 'keep', events);
      const before = cpuOf(pid);
      const ms = await call<number>(page, 'rxdb', 'push');
      return { ms, cpu: (cpuOf(pid) - before) / EVENTS };
    },
    stop: async () => {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
