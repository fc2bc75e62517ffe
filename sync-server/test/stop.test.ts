/** SIGTERM: what was begun is answered, streams end with a word, what was answered is kept. And SIGKILL, which asks nobody. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillCounty } from '../../scripts/bench/sync/county.ts';
import { killed } from '../../scripts/faults/kills.ts';
import { startPhones } from '../../scripts/faults/phones.ts';
import { startProcess } from '../../scripts/faults/server.ts';
import { verdictOn } from '../../scripts/faults/verdict.ts';

const NOTHING_WRONG = { lost: 0, twice: 0, broken: 0, words: [] };

test('a server that is told to stop under load ends its streams, exits with 0 and has kept all that it answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-stop-'));
  const place = { folder: join(folder, 'data') };
  const county = await fillCounty(place.folder, undefined, { tasks: 8, devices: 4 });
  const server = await startProcess(place);
  const stream = await fetch(`${server.origin}/api/sync/stream`, { headers: { cookie: county.cookie } });
  const sending = startPhones(county, () => [server.origin]);
  await sending.more(40);
  const [code, said] = await Promise.all([server.stop(), stream.text()]);
  expect(code).toBe(0);
  expect(said).toMatch(/event: end\ndata: {}\nretry: \d{4,5}\n/);
  expect(await verdictOn(place, county, sending)).toMatchObject(NOTHING_WRONG);
  // Whoever was not answered sends again, to the server that comes next.
  const next = await startProcess(place, server.port);
  await sending.finish();
  await next.stop();
  expect(await verdictOn(place, county, sending)).toMatchObject({ ...NOTHING_WRONG, acknowledged: sending.made() });
  rmSync(folder, { recursive: true, force: true });
});

test('a server that is killed in the middle of pushes has lost nothing that it answered, and has nothing twice', async () => {
  const { verdict, troubles } = await killed('sqlite', 3);
  expect(verdict).toMatchObject(NOTHING_WRONG);
  expect(verdict.acknowledged).toBeGreaterThan(0);
  expect(troubles.get('no answer')).toBeGreaterThan(0);
});
