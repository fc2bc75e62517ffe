/** A started server carries out the sweeps of the product. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { readConfig } from '../../src/config.ts';
import { STORE_WIDE } from '../../src/jobs/repository.ts';
import { noted } from '../../src/ports/store.ts';
import { serve } from '../../src/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-jobs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a server runs every sweep of the period at its start, and a restart in the period runs none again', async () => {
  const config = readConfig({ PORT: '0', NODE_ENV: 'production', LIANGMA_DATA: folder, LIANGMA_LOG: 'silent' });
  if (!config.ok) throw new Error(config.error);
  const store = await openSqliteStore(folder, 'epoch');
  await store.write(async (tx) => {
    const installation = { region: '620623', origin: 'http://localhost:8787', publisher: '', setUpAt: 1 };
    await tx.setup.saveInstallation(installation);
    return noted(undefined);
  });
  const done = async (kind: string) =>
    (await store.read((tx) => tx.jobs.dueBy(STORE_WIDE, kind, Date.now(), 9))).map(({ doneAt }) => doneAt);
  const sweeps = ['force-waiting', 'lapse-tasks', 'sweep-sessions'];
  const all = () => Promise.all(sweeps.map(done));
  const first = await serve(config.value, 'small');
  const started = async () => expect((await all()).map(([doneAt]) => typeof doneAt)).toEqual(Array(3).fill('number'));
  await vi.waitFor(started, { timeout: 20_000 });
  await first.stop();
  const before = await all();
  const second = await serve(config.value, 'small');
  await second.stop();
  // A period may have ended in between; its sweeps are further rows.
  expect((await all()).map((rows) => rows.slice(-1))).toEqual(before.map((rows) => rows.slice(-1)));
  await store.close();
});
