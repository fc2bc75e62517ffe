/**
 * A store that may grow no more (the limit on the size of files of its process, as a full disk needs rights to make one):
 * what does not fit is refused and nothing of it is kept, and it goes on when there is room.
 */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import { isHealthy } from '@liangma/testing/health';
import { freePort } from '@liangma/testing/postgres';
import { pause } from '@liangma/testing/server-process';
import { storedEventsOf } from '@liangma/testing/stored-events';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { newDevice } from '../../src/devices/devices.ts';
import { addDevice } from '../../src/ports/directory.ts';
import { noted } from '../../src/ports/store.ts';

const cli = fileURLToPath(new URL('../../bin/liangma.mjs', import.meta.url));
/** In blocks of 512 bytes, as `sh` counts them: two megabytes. */
const LIMIT = 4096;
const NOBODY = '019ab3a0-1234-7abc-8def-0123456789ab';
const canRaise = spawnSync('prlimit', ['--version']).status === 0;

/** Heard without a session, and what it sends is kept also where it is refused. */
async function enrolRevoked(folder: string, { id, key }: TestDevice): Promise<void> {
  const store = await openSqliteStore(folder, 'epoch');
  const device = {
    ...newDevice(id, key.publicKey, 0),
    shard: '6206',
    officer: 'O0901',
    account: 'nobody',
    revokedAt: 1,
  };
  await store.write(async (tx) => {
    await addDevice(tx, device);
    await tx.setup.saveInstallation({
      region: '620623',
      origin: 'https://liangma.example.cn',
      publisher: '',
      setUpAt: 1,
    });
    return noted(undefined);
  });
  await store.close();
}

test.skipIf(!canRaise)(
  'a store file at its size limit gives 503 and no partial write, and the server continues (needs prlimit)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'liangma-full-'));
    const device = aDevice();
    await enrolRevoked(folder, device);
    const port = await freePort();
    const child = spawn('sh', ['-c', `ulimit -S -f ${LIMIT}; exec "${process.execPath}" "${cli}" serve`], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LIANGMA_ORIGIN: 'https://liangma.example.cn',
        LIANGMA_LOG: 'silent',
        LIANGMA_DATA: folder,
        PORT: `${port}`,
      },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const origin = `http://127.0.0.1:${port}`;
    while (!(await isHealthy(origin))) await pause(50);

    const answered: number[] = [];
    const body = async (rows: number): Promise<string> => {
      const made = [];
      for (let i = 0; i < rows; i++) made.push(await device.event('code-shown', NOBODY, {}, i));
      return JSON.stringify(pushBody(...made));
    };
    const push = async (text: string): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const { status } = await fetch(`${origin}/api/sync/events/push`, { method: 'POST', headers, body: text });
      if (status === 200) answered.push((JSON.parse(text) as unknown[]).length);
      return status;
    };
    let next = await body(200);
    for (let i = 0; i < 50 && (await push(next)) === 200; i++) next = await body(200);
    const refused = await push(next);
    const read = await fetch(`${origin}/api/health/live`);
    execFileSync('prlimit', ['--fsize=unlimited:', '--pid', String(child.pid)]);
    const again = await push(next);
    child.kill('SIGTERM');

    expect([refused, read.status, again, await ended]).toEqual([503, 200, 200, 0]);
    const store = await openSqliteStore(folder, 'unused');
    const kept = await store.read((tx) => storedEventsOf(tx, device.id));
    await store.close();
    const all = answered.reduce((sum, rows) => sum + rows, 0);
    expect(kept.map(({ deviceSeq }) => deviceSeq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: all }, (_, i) => i + 1),
    );
    rmSync(folder, { recursive: true, force: true });
  },
);
