/** The program as an operator starts it: bad values, a taken port, a full disk; each says what is wrong. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bestEffort } from '@liangma/testing/best-effort';
import { aDevice, pushBody } from '@liangma/testing/device';
import { freePort } from '@liangma/testing/postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { openSqlite, SQLITE_FILE } from '../../src/adapters/sql/connection/sqlite.ts';
import { migrate, migrationsFor } from '../../src/adapters/sql/migrations.ts';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { filledFile } from '../shared-stores.ts';

const cli = fileURLToPath(new URL('../../bin/liangma.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'liangma-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string>) => {
  const result = spawnSync(process.execPath, [cli, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 25_000,
  });
  return { code: result.status, said: result.stdout + result.stderr };
};

/** A data folder with the store of the demo county, and without keys. */
function countyIn(data: string): string {
  mkdirSync(data, { mode: 0o700 });
  copyFileSync(filledFile(), join(data, SQLITE_FILE));
  return data;
}

describe('errors before anything is written', () => {
  const untouched = join(folder, 'untouched');
  test.each([
    [['serve'], { PORT: 'x' }, 2, 'PORT'],
    [['serve'], { DATABASE_URL: 'nonsense' }, 2, 'DATABASE_URL'],
    [['dance'], {}, 2, 'liangma serve'],
    [['demo', '--size', 'huge'], {}, 2, 'liangma demo'],
    [['serve', '--loud'], {}, 2, 'liangma serve'],
    [['demo'], { NODE_ENV: 'production' }, 1, 'production'],
    [['serve'], { NODE_ENV: 'production', LIANGMA_ORIGIN: 'http://liangma.example.cn' }, 2, 'https'],
  ])('%o with %o', (args, env, code, word) => {
    const result = run(args, { LIANGMA_DATA: untouched, ...env });
    expect(result).toMatchObject({ code });
    expect(result.said).toContain(word);
    expect(existsSync(untouched)).toBe(false);
  });
});

test('the error names a data folder that cannot be made, in both languages', () => {
  const result = run(['serve'], { LIANGMA_DATA: '/proc/liangma', PORT: '0' });
  expect(result).toMatchObject({ code: 1 });
  expect(result.said).toMatch(/数据文件夹不可写.*The data folder cannot be written/);
});

test('the error names a data folder that is a file', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(run(['serve'], { LIANGMA_DATA: file }).said).toContain('不是文件夹');
});

test('the error names a database that is not there', () => {
  const result = run(['serve'], {
    DATABASE_URL: 'postgres://nobody@localhost:1/none',
    LIANGMA_DATA: join(folder, 'pg'),
    PORT: '0',
  });
  expect(result).toMatchObject({ code: 1 });
  expect(result.said).toContain('DATABASE_URL');
});

test('the error names a store of the next version, and the store stays unchanged', async () => {
  const data = join(folder, 'newer');
  const file = join(data, SQLITE_FILE);
  await (await openSqliteStore(data, 'epoch')).close();
  const db = openSqlite(file, { readOnly: false });
  await migrate(db, 'sqlite', [...migrationsFor('sqlite'), ['create table later (id text primary key)']]);
  await db.destroy();
  const before = readFileSync(file);
  const result = run(['serve'], { LIANGMA_DATA: data, PORT: '0' });
  expect(result).toMatchObject({ code: 1 });
  expect(result.said).toMatch(/数据库由更新的版本写成.*The store was written by a newer version/);
  expect(readFileSync(file)).toEqual(before);
});

test('the error names a port that is taken', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, () => resolve((taken.address() as { port: number }).port));
  });
  // A server in production begins without the demo, which takes it longer than all else.
  const result = run(['serve'], { PORT: String(port), LIANGMA_DATA: join(folder, 'port'), NODE_ENV: 'production' });
  taken.close();
  expect(result).toMatchObject({ code: 1 });
  expect(result.said).toContain(`${port}`);
});

test('the demo fills an empty store once and changes nothing the second time', () => {
  const data = join(folder, 'demo');
  expect(run(['demo', '--size', 'small'], { LIANGMA_DATA: data })).toMatchObject({ code: 0 });
  const again = run(['demo', '--size', 'small'], { LIANGMA_DATA: data });
  expect(again).toMatchObject({ code: 1 });
  expect(again.said).toContain('没有改动');
});

test('only the owner can read the keys', async () => {
  const data = countyIn(join(folder, 'served'));
  const server = await serving({ LIANGMA_DATA: data });
  await server.stop();
  const keys = join(data, 'keys');
  const names = readdirSync(keys).map((name) => name.replace(/-[0-9a-f]{8}\.json$/, ''));
  expect(names.sort()).toEqual(['issuing', 'receipts', 'root', 'web-push.key']);
  for (const file of readdirSync(keys)) expect(statSync(join(keys, file)).mode & 0o777).toBe(0o600);
  expect(statSync(keys).mode & 0o777).toBe(0o700);
});

const canMount =
  process.platform === 'linux' && process.getuid?.() === 0 && mountSmall(join(folder, 'probe'), () => true);

function mountSmall<T>(at: string, use: () => T): T | false {
  if (spawnSync('mkdir', ['-p', at]).status !== 0) return false;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', at]).status !== 0) return false;
  try {
    return use();
  } finally {
    spawnSync('umount', [at]);
  }
}

test.skipIf(!canMount)(
  'a full disk gives 507 and no partial write, and the server continues once there is room (needs mount)',
  async () => {
    const at = join(folder, 'small-disk');
    spawnSync('mkdir', ['-p', at]);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', at]);
    let server: Awaited<ReturnType<typeof serving>> | undefined;
    const device = aDevice();
    let cookie = '';
    const post = (path: string, body: unknown) =>
      fetch(`${server?.origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
    // An officer's: of a key that nobody enrolled nothing is kept that is refused.
    const enrol = async () => {
      const signedIn = await post('/api/session', { name: 'wangjianguo', password: 'liangma-demo' });
      cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      await post('/api/devices', { publicKey: device.publicKey });
    };
    const push = async (rows: number) => {
      const events = [];
      for (let i = 0; i < rows; i++)
        events.push(await device.event('code-shown', '019ab3a0-1234-7abc-8def-0123456789ab', {}, i));
      return post('/api/sync/events/push', pushBody(...events));
    };
    try {
      server = await serving({ LIANGMA_DATA: countyIn(join(at, 'data')) });
      await enrol();
      spawnSync('dd', ['if=/dev/zero', `of=${join(at, 'ballast')}`, 'bs=64k']);
      let full = await push(200);
      for (let i = 0; i < 100 && full.status === 200; i++) full = await push(200);
      expect(full.status).toBe(507);
      expect(await full.json()).toMatchObject({ code: 'storage-full' });
      rmSync(join(at, 'ballast'));
      expect((await push(1)).status).toBe(200);
    } finally {
      await server?.stop();
      spawnSync('umount', [at]);
    }
  },
);

async function serving(env: Record<string, string>): Promise<{ origin: string; stop(): Promise<void> }> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [cli, 'serve'], {
    env: { ...process.env, LIANGMA_LOG: 'silent', ...env, PORT: `${port}` },
  });
  const origin = `http://localhost:${port}`;
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error('the server did not start');
    if ((await bestEffort(fetch(`${origin}/api/health`), 'the server may not listen yet'))?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { origin, stop };
}
