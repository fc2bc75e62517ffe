import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-config-'));
const file = join(folder, 'file');
writeFileSync(file, '');
afterAll(() => rmSync(folder, { recursive: true }));

test('defaults', () => {
  expect(readConfig({ LIANGMA_DATA: folder })).toMatchObject({
    ok: true,
    value: {
      host: '127.0.0.1',
      port: 8787,
      databaseUrl: undefined,
      origin: 'http://localhost:8787',
      production: false,
    },
  });
});

test('commas or spaces separate the addresses and networks of proxies', () => {
  const read = (text: string) => readConfig({ LIANGMA_DATA: folder, LIANGMA_TRUSTED_PROXIES: text });
  expect(read(' 10.0.0.1, 10.1.0.0/16 fd00::/8')).toMatchObject({
    value: { trustedProxies: ['10.0.0.1', '10.1.0.0/16', 'fd00::/8'] },
  });
  expect(read('')).toMatchObject({ value: { trustedProxies: [] } });
});

test.each([
  [{ PORT: 'abc' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: '-1' }, 'PORT'],
  [{ LIANGMA_HOST: 'shop.example' }, 'LIANGMA_HOST'],
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgres' }, 'DATABASE_URL'],
  [{ LIANGMA_ORIGIN: 'https://x.example/' }, 'LIANGMA_ORIGIN'],
  [{ LIANGMA_ORIGIN: 'https://[x.example' }, 'LIANGMA_ORIGIN'],
  [{ LIANGMA_ORIGIN: 'https://me@x.example' }, 'LIANGMA_ORIGIN'],
  [{ LIANGMA_DATA: file }, 'LIANGMA_DATA'],
  [{ LIANGMA_SUITE: 'rsa' }, 'LIANGMA_SUITE'],
  [{ LIANGMA_TRUSTED_PROXIES: '10.0.0.1, proxy.example' }, 'proxy.example'],
  [{ LIANGMA_TRUSTED_PROXIES: '10.0.0.0/33' }, '10.0.0.0/33'],
  [{ LIANGMA_KEY_PASSPHRASE: 'one', LIANGMA_KEY_PASSPHRASE_FILE: file }, 'LIANGMA_KEY_PASSPHRASE'],
  [{ LIANGMA_KEY_PASSPHRASE_FILE: join(folder, 'not-there') }, 'not-there'],
  [{ LIANGMA_KEY_PASSPHRASE_FILE: file }, 'empty'],
  [{ LIANGMA_KEY_PASSPHRASE_NEW_FILE: file }, 'LIANGMA_KEY_PASSPHRASE_NEW'],
])('the error names a bad value: %o', (env, name) => {
  const result = readConfig({ LIANGMA_DATA: join(folder, 'never-made'), ...env });
  expect(result).toMatchObject({ ok: false });
  if (!result.ok) expect(result.error).toContain(name);
  expect(existsSync(join(folder, 'never-made'))).toBe(false);
});

test.each([
  ['a line end', 'five words or more\n'],
  ['a line end of Windows', 'five words or more\r\n'],
  ['none', 'five words or more'],
])('a passphrase from a file with %s', (_, text) => {
  const at = join(folder, 'passphrase');
  writeFileSync(at, text);
  expect(readConfig({ LIANGMA_DATA: folder, LIANGMA_KEY_PASSPHRASE_FILE: at, LIANGMA_SUITE: 'sm2' })).toMatchObject({
    value: { keyPassphrase: 'five words or more', newKeyPassphrase: undefined, suite: 'sm2' },
  });
});

test.skipIf(process.getuid?.() === 0)(
  'the error names a folder that cannot be written (not for root, who may write anywhere)',
  () => {
    chmodSync(folder, 0o500);
    expect(readConfig({ LIANGMA_DATA: join(folder, 'x') })).toMatchObject({ ok: false });
    chmodSync(folder, 0o700);
  },
);
