/** SIGTERM: what was begun is answered, streams end with a word, what was answered is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillCounty } from '@liangma/testing/county';
import { startPhones } from '@liangma/testing/pushing-devices';
import { verdictOn } from '@liangma/testing/receipt-audit';
import { startProcess } from '@liangma/testing/server-process';
import { expect, test } from 'vitest';

const NOTHING_WRONG = { lost: 0, twice: 0, broken: 0, words: [] };

test('a server stopped under load ends its streams, exits with 0 and has stored all that it answered', async () => {
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
  // Devices without an answer send again, to the next server.
  const next = await startProcess(place, server.port);
  await sending.finish();
  await next.stop();
  expect(await verdictOn(place, county, sending)).toMatchObject({ ...NOTHING_WRONG, acknowledged: sending.made() });
  rmSync(folder, { recursive: true, force: true });
});
