/** A store and its keys: a server does not go on without them unless it is told to. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeyRing } from '../../src/adapters/keys/key-files.ts';
import { checkKeysOfStore, noteRoot } from '../../src/adapters/keys/store-keys.ts';
import { startServer, type TestServer } from '../harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ onDisk: true });
});
afterAll(() => server.stop());

test('a store is served with its own keys and before its first start, not without keys or with those of another', async () => {
  const { folder, deps, clock } = server;
  const check = () =>
    checkKeysOfStore(folder, deps.store).then(
      () => 'served',
      (error) => error.trouble.code,
    );
  const openKeys = () => openKeyRing(folder, { clock: { now: () => clock.at } });
  expect(await check()).toBe('served');
  await noteRoot(deps.store, deps.keys.root.kid);
  expect(await check()).toBe('served');
  rmSync(join(folder, 'keys'), { recursive: true });
  expect(await check()).toBe('keys-gone');
  const others = openKeys();
  expect(await check()).toBe('keys-of-another-store');
  // The same as `--new-keys`.
  await noteRoot(deps.store, others.root.kid);
  expect(await check()).toBe('served');
});
