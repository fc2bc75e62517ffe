/** Copies of a store that is in use, and what becomes of devices when an older copy takes its place. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { statusDay } from '@liangma/shared/trust/status-list';
import { type County, fillCounty } from '@liangma/testing/county';
import { startPostgres } from '@liangma/testing/postgres';
import { signing, startPhones } from '@liangma/testing/pushing-devices';
import { verdictOn } from '@liangma/testing/receipt-audit';
import { type ServerProcess, startProcess } from '@liangma/testing/server-process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresStore, openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { committed } from '../../src/ports/store.ts';

const cli = fileURLToPath(new URL('../../bin/liangma.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'liangma-backup-'));
const place = { folder: join(folder, 'data') };
const copy = join(folder, 'copy.sqlite');
let county: County;
let server: ServerProcess;
beforeAll(async () => {
  county = await fillCounty(place.folder, undefined, { tasks: 8, devices: 4 });
  server = await startProcess(place);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Beside this process, which meanwhile sees that the server closes a connection that nobody uses. */
async function liangma(args: string[], env: Record<string, string> = {}) {
  const all = { ...process.env, LIANGMA_DATA: place.folder, DATABASE_URL: '', ...env };
  return new Promise<{ code: unknown; said: string }>((resolve) =>
    execFile(process.execPath, [cli, ...args], { env: all }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, said: stdout + stderr }),
    ),
  );
}

async function liangmaDoes(args: string[], env: Record<string, string> = {}): Promise<void> {
  const { code, said } = await liangma(args, env);
  expect(code, said).toBe(0);
}

test('a backup taken during pushes holds every event answered before it, and whole chains', async () => {
  const sending = startPhones({ ...county, devices: county.devices.slice(1) }, () => [server.origin]);
  await sending.more(60);
  const answered = [...sending.acknowledged];
  await liangmaDoes(['backup', copy]);
  await sending.finish();
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(existsSync(`${copy}.part`)).toBe(false);
  const apart = mkdtempSync(join(folder, 'apart-'));
  writeFileSync(join(apart, 'liangma.sqlite'), readFileSync(copy));
  const found = await verdictOn({ folder: apart }, county, { ...sending, acknowledged: answered });
  expect(found).toMatchObject({ acknowledged: answered.length, lost: 0, twice: 0, broken: 0 });
});

test('after a restore devices pull afresh and send again the events that the older copy lacks', async () => {
  const device = county.devices[0] as County['devices'][number];
  const [sign, headers] = [signing(device, county), { cookie: county.cookie, 'content-type': 'application/json' }];
  const push = async (rows: Record<string, unknown>[]) => {
    const body = JSON.stringify(rows.map((newDocumentState) => ({ newDocumentState })));
    const reply = await fetch(`${server.origin}/api/sync/events/push`, { method: 'POST', headers, body });
    return ((await reply.json()) as { sync: { state: string; receipt: string } }[]).map(({ sync }) => sync);
  };
  const pull = async (epoch: string) => {
    const query = new URLSearchParams({ device: device.id, ...(epoch ? { epoch } : {}) });
    const reply = await fetch(`${server.origin}/api/sync/events/pull?${query}`, { headers });
    return {
      status: reply.status,
      body: (await reply.json()) as { epoch: string; code?: string; documents: unknown[] },
    };
  };
  const kept = [await sign(), await sign(), await sign()];
  const first = await push(kept);
  const older = join(folder, 'older.sqlite');
  await liangmaDoes(['backup', older]);
  const since = [await sign(), await sign()];
  await push(since);
  const { epoch } = (await pull('')).body;

  await server.stop();
  await liangmaDoes(['restore', older]);
  server = await startProcess(place, server.port);

  expect(await pull(epoch)).toMatchObject({ status: 410, body: { code: 'resync' } });
  // A device pushes first: what is known has the receipt of then, what was lost is judged anew, and so is what comes after.
  const later = await sign();
  const answers = await push([...kept, ...since, later]);
  expect(answers.map(({ state }) => state)).toEqual(Array(6).fill('accepted'));
  expect(answers.slice(0, 3).map(({ receipt }) => receipt)).toEqual(first.map(({ receipt }) => receipt));
  const afresh = await pull('');
  expect([afresh.body.documents.length, afresh.body.epoch === epoch]).toEqual([6, false]);
  expect((await pull(afresh.body.epoch)).status).toBe(200);
});

test('a restore keeps the replaced store, and no new code gets the status bit of a code issued since the backup', async () => {
  const [before] = readdirSync(place.folder).filter((name) => name.includes('.before-'));
  expect(before).toMatch(/^liangma\.sqlite\.before-2\d{3}-/);
  const [from, to] = [mkdtempSync(join(folder, 'from-')), mkdtempSync(join(folder, 'to-'))];
  const next = async (at: string): Promise<number> => {
    const store = await openSqliteStore(at, 'none');
    const audit = { id: `next-${at}`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' };
    const index = await store.write(async (tx) =>
      committed(await tx.trust.takeIndexes('6206', statusDay(Date.now() / 1000), 1), audit),
    );
    await store.close();
    return index;
  };
  const last = await next(from);
  await liangmaDoes(['backup', join(folder, 'bits.sqlite')], { LIANGMA_DATA: from });
  await liangmaDoes(['restore', join(folder, 'bits.sqlite')], { LIANGMA_DATA: to });
  expect(await next(to)).toBe(last + 10_001);
});

test('a closed store is one complete file that nobody holds open, whether it was read or not', async () => {
  for (const reads of [false, true]) {
    const at = mkdtempSync(join(folder, 'closed-'));
    const store = await openSqliteStore(at, 'none');
    if (reads) await store.read((tx) => tx.accounts.byName('nobody'));
    await store.close();
    expect(readdirSync(at)).toEqual(['liangma.sqlite']);
    await liangmaDoes(['restore', copy], { LIANGMA_DATA: at });
  }
});

test('a restore overwrites nothing and rejects a file that is no store', async () => {
  const [text, newer] = [join(folder, 'text'), join(folder, 'newer.sqlite')];
  writeFileSync(text, 'no store');
  writeFileSync(newer, readFileSync(copy));
  const database = new DatabaseSync(newer);
  database.exec(`update meta set value = '999' where key = 'migrations'`);
  database.close();
  const files = readdirSync(place.folder);
  for (const [args, code, words] of [
    [['backup', copy], 1, '没有覆盖'],
    [['backup'], 2, 'liangma backup'],
    [['restore'], 2, 'liangma restore'],
    [['restore', text], 1, 'no store of this program'],
    [['restore', join(folder, 'nowhere')], 1, 'no store of this program'],
    [['restore', newer], 1, 'newer version'],
    [['restore', copy], 1, 'The store is in use'],
  ] as const) {
    const { code: given, said } = await liangma([...args]);
    expect([args, given, said]).toEqual([args, code, expect.stringContaining(words)]);
  }
  expect((await liangma(['backup', 'x'], { LIANGMA_DATA: join(folder, 'empty') })).said).toContain('没有数据库');
  expect(readdirSync(place.folder)).toEqual(files);
});

test('a PostgreSQL restored by its own tools starts a new epoch', async () => {
  const postgres = await startPostgres();
  const url = await postgres.database('restored');
  await (await openPostgresStore(url, 'before')).close();
  expect((await liangma(['restore', copy], { DATABASE_URL: url })).code).toBe(2);
  await liangmaDoes(['restore'], { DATABASE_URL: url });
  const store = await openPostgresStore(url, 'unused');
  expect(store.epoch).toMatch(/^[0-9a-f-]{36}$/);
  await store.close();
  await postgres.stop();
});
