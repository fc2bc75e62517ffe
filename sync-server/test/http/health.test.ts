/** Health: the server answers, and says so if its store is ruined. */

import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { bestEffort } from '@liangma/testing/best-effort';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { sayFailure } from '../../src/cli/failure.ts';
import { readConfig } from '../../src/config.ts';
import { startServer } from '../harness.ts';

test('a server over a ruined store file is alive but not ready, and the next start says why', async () => {
  const server = await startServer({ onDisk: true });
  const ask = async () => {
    server.clock.at += 1000;
    return [
      (await server.anonymous.get('/api/health/live')).status,
      (await server.anonymous.get('/api/health')).status,
    ];
  };
  expect(await ask()).toEqual([200, 200]);
  const file = join(server.folder, 'liangma.sqlite');
  const junk = Buffer.alloc(statSync(file).size, 0x5a);
  const handle = openSync(file, 'r+');
  writeSync(handle, junk);
  closeSync(handle);
  expect(await ask()).toEqual([200, 503]);
  const config = readConfig({ LIANGMA_DATA: server.folder });
  const error = await openSqliteStore(server.folder, 'epoch-1').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(config.ok && sayFailure(error, config.value)).toMatch(/damaged; put a backup/);
  await bestEffort(server.stop(), 'the store is ruined');
});
