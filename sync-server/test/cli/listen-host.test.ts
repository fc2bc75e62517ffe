/** Only the interface that the operator names is listened on; without a name nothing but this machine can connect. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { serve } from '../../src/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-host-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outward = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

const canConnect = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

test.skipIf(!outward).each([
  [undefined, false],
  ['0.0.0.0', true],
])('with LIANGMA_HOST=%s another machine can connect: %s', async (host, reachable) => {
  const env = { PORT: '0', NODE_ENV: 'production', LIANGMA_DATA: folder, LIANGMA_LOG: 'silent' };
  const config = readConfig({ ...env, ...(host ? { LIANGMA_HOST: host } : {}) });
  if (!config.ok) throw new Error(config.error);
  const running = await serve(config.value, 'small');
  const reached = [await canConnect('127.0.0.1', running.port), await canConnect(outward as string, running.port)];
  await running.stop();
  expect(reached).toEqual([true, reachable]);
});
