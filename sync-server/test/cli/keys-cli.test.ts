/** `liangma keys` as an operator uses it: what it says, what it leaves on disk, how it ends. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { run } from '../../src/cli.ts';

const base = mkdtempSync(join(tmpdir(), 'liangma-keys-cli-'));
// `serve` keeps files from other accounts, and the next test file goes on in this process.
const umask = process.umask();
afterAll(() => {
  process.umask(umask);
  rmSync(base, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

let data: string;
let turn = 0;
beforeEach(() => {
  data = join(base, String(turn++));
});

async function liangma(argv: string, env: Record<string, string> = {}): Promise<{ exit: number; said: string }> {
  const lines: string[] = [];
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((line: string) => void lines.push(line));
  const exit = await run(argv.split(' '), { LIANGMA_DATA: data, LIANGMA_LOG: 'silent', PORT: '0', ...env });
  return { exit, said: lines.join('\n') };
}

interface Row {
  readonly kid: string;
  readonly role: string;
  readonly suite: string;
  readonly state: string;
  readonly agencyPrefix: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly sealed: boolean;
  readonly publicKey: string;
}
const list = async (): Promise<Row[]> => JSON.parse((await liangma('keys list --json')).said);
const only = async (role: string) => (await list()).find((key) => key.role === role) as Row;
const daysFromNow = (time: string) => Math.round((Date.parse(time) - Date.now()) / 86_400_000);
const contents = () =>
  Object.fromEntries(
    readdirSync(join(data, 'keys')).map((name) => [name, readFileSync(join(data, 'keys', name), 'utf8')]),
  );
const make = async (...roles: string[]) => {
  for (const role of roles) expect(await liangma(`keys create --use ${role}`)).toMatchObject({ exit: 0 });
};
const PASSPHRASE = { LIANGMA_KEY_PASSPHRASE: 'correct horse battery' };

describe('wrong usage exits with 2, prints help and writes nothing', () => {
  test.each([
    ['keys', 'liangma keys list'],
    ['keys dance', 'liangma keys list'],
    ['keys list all', 'liangma keys list'],
    ['keys create', '--use'],
    ['keys create --use codes', '--use'],
    ['keys create --use issuing --suite rsa', '--suite'],
    ['keys create --use issuing --agency-prefix 天祝', '--agency-prefix'],
    ['keys create --use receipts --agency-prefix 620623', 'issuing key'],
    ['keys create --use issuing --valid-days 0', '--valid-days'],
    ['keys create --use issuing --valid-days 9999', '--valid-days'],
    ['keys create --use issuing --from yesterday', '--from'],
    ['keys create --use issuing --from 2026-11-24T09:00:00', '--from'],
    ['keys create --use issuing --from 2026-02-30T09:00:00Z', '--from'],
    ['keys create --use issuing --replace-root', '--replace-root'],
    ['keys rotate --use root', '--use'],
    ['keys rotate --overlap-days -1', 'liangma keys rotate'],
    ['keys rotate --overlap-days many', '--overlap-days'],
    ['keys compromise', 'liangma keys compromise'],
    ['keys compromise 0123 --at 2026-01-01T00:00:00Z', 'liangma keys compromise'],
    ['keys compromise 01234567', 'liangma keys compromise'],
    ['keys compromise 01234567 --at 2999-01-01T00:00:00Z', 'future'],
    ['keys passphrase secret', 'liangma keys passphrase'],
  ])('%s', async (argv, word) => {
    const { exit, said } = await liangma(argv);
    expect(exit).toBe(2);
    expect(said).toContain(word);
    expect(existsSync(data)).toBe(false);
  });

  test.each([
    [{ LIANGMA_SUITE: 'rsa' }, 'LIANGMA_SUITE'],
    [{ LIANGMA_KEY_PASSPHRASE: 'a', LIANGMA_KEY_PASSPHRASE_FILE: 'b' }, 'LIANGMA_KEY_PASSPHRASE_FILE'],
    [{ LIANGMA_KEY_PASSPHRASE_FILE: '/nowhere/at/all' }, '/nowhere/at/all'],
  ])('%o', async (env, word) => {
    const { exit, said } = await liangma('keys list', env);
    expect(exit).toBe(2);
    expect(said).toContain(word);
  });
});

test('listing keys makes none', async () => {
  expect(await liangma('keys list')).toEqual({ exit: 0, said: expect.stringMatching(/还没有密钥.*no keys yet/) });
  expect(await list()).toEqual([]);
  for (const argv of ['keys rotate', 'keys compromise 01234567 --at 2026-01-01T00:00:00Z', 'keys passphrase'])
    expect(await liangma(argv)).toMatchObject({ exit: 1, said: expect.stringContaining('LIANGMA_DATA') });
  expect(existsSync(data)).toBe(false);
});

describe('create', () => {
  test('create makes the requested key, readable by its owner only, and prints no secret', async () => {
    await make('root', 'receipts');
    const county =
      'keys create --use issuing --suite sm2 --agency-prefix 620623 --valid-days 30 --from 2026-01-01T08:00:00+08:00';
    const { exit, said } = await liangma(county);
    expect(exit).toBe(0);
    const key = await only('issuing');
    expect(key).toMatchObject({
      suite: 'sm2',
      agencyPrefix: '620623',
      validFrom: '2026-01-01T00:00:00Z',
      state: 'signing',
    });
    expect(daysFromNow(key.validTo)).toBe(30);
    expect(said).toContain(key.kid);
    const everything = [said, (await liangma('keys list')).said, (await liangma('keys list --json')).said].join('\n');
    for (const [name, text] of Object.entries(contents())) {
      const { secret } = JSON.parse(text) as { secret: { value: string } };
      expect(everything).not.toContain(secret.value);
      expect(statSync(join(data, 'keys', name)).mode & 0o777).toBe(0o600);
    }
  });

  test('create uses the suite of LIANGMA_SUITE unless an option names another', async () => {
    await liangma('keys create --use root', { LIANGMA_SUITE: 'sm2' });
    await liangma('keys create --use receipts --suite eddsa', { LIANGMA_SUITE: 'sm2' });
    expect((await list()).map(({ role, suite }) => [role, suite])).toEqual([
      ['root', 'sm2'],
      ['receipts', 'eddsa'],
    ]);
  });

  test('create makes a root once; a second root needs the option, and the output names the consequences', async () => {
    const first = await liangma('keys create --use root');
    const root = await only('root');
    expect(first.said).toContain(`pin: ${root.kid}.${root.publicKey}`);
    const again = await liangma('keys create --use root');
    expect(again).toMatchObject({ exit: 1, said: expect.stringContaining(root.kid) });
    expect(await list()).toHaveLength(1);
    const replaced = await liangma('keys create --use root --replace-root');
    expect(replaced).toMatchObject({ exit: 0, said: expect.stringMatching(/都要随之更换.*Every pin changes/s) });
    expect((await list()).map(({ state }) => state)).toEqual(['signing', 'verifying']);
  });
});

describe('rotate', () => {
  test('rotate replaces issuing and receipt keys, with an overlap of 90 days unless an option sets another', async () => {
    await make('issuing', 'receipts');
    const before = await list();
    expect(await liangma('keys rotate')).toMatchObject({ exit: 0 });
    expect(await liangma('keys rotate --use receipts --overlap-days 7 --suite sm2')).toMatchObject({ exit: 0 });
    const after = await list();
    const ends = (role: string) => after.filter((key) => key.role === role).map((key) => daysFromNow(key.validTo));
    expect(ends('issuing')).toEqual([1095, 90]);
    expect(ends('receipts')).toEqual([1095, 7, 7]);
    expect(after.filter(({ state }) => state === 'verifying').map(({ kid }) => kid)).toEqual(
      expect.arrayContaining(before.map(({ kid }) => kid)),
    );
    expect(after.find((key) => key.role === 'receipts')).toMatchObject({ suite: 'sm2', state: 'signing' });
  });

  test('rotate without a key to rotate exits with 1 and writes nothing', async () => {
    await make('issuing');
    const before = contents();
    expect(await liangma('keys rotate')).toMatchObject({ exit: 1, said: expect.stringContaining('--use receipts') });
    expect(contents()).toEqual(before);
  });
});

describe('compromise', () => {
  test('compromise marks the key, makes its successor and reports in both languages', async () => {
    await make('issuing', 'receipts');
    const { kid } = await only('issuing');
    const { exit, said } = await liangma(`keys compromise ${kid.toUpperCase()} --at 2026-01-02T08:00:00+08:00`);
    expect(exit).toBe(0);
    expect(said).toMatch(/自 2026-01-02T00:00:00Z 起不再可信.*Not believed from 2026-01-02T00:00:00Z/);
    const keys = (await list()).filter(({ role }) => role === 'issuing');
    expect(keys.map(({ state }) => state).sort()).toEqual(['compromised', 'signing']);
    expect(keys.find(({ state }) => state === 'compromised')?.kid).toBe(kid);
  });

  test('compromise marks neither the root nor an unknown key', async () => {
    await make('root');
    const { kid } = await only('root');
    expect(await liangma(`keys compromise ${kid} --at 2026-01-01T00:00:00Z`)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('--replace-root'),
    });
    expect(await liangma('keys compromise 01234567 --at 2026-01-01T00:00:00Z')).toMatchObject({ exit: 1 });
  });
});

describe('passphrase', () => {
  test('passphrase seals and reseals, rejects a wrong one without a change, and a server starts only with the right one', async () => {
    await make('root', 'issuing', 'receipts');
    expect(await liangma('keys passphrase')).toMatchObject({
      exit: 1,
      said: expect.stringContaining('LIANGMA_KEY_PASSPHRASE'),
    });
    expect(await liangma('keys passphrase', { LIANGMA_KEY_PASSPHRASE: 'short' })).toMatchObject({ exit: 1 });
    expect((await list()).every(({ sealed }) => !sealed)).toBe(true);
    expect(await liangma('keys passphrase', PASSPHRASE)).toMatchObject({ exit: 0 });
    expect((await list()).every(({ sealed }) => sealed)).toBe(true);

    const before = contents();
    const wrong = { LIANGMA_KEY_PASSPHRASE: 'incorrect horse battery' };
    for (const [argv, env] of [
      ['keys rotate', wrong],
      ['keys rotate', {}],
      ['keys create --use issuing', wrong],
      ['keys passphrase', wrong],
      ['serve', wrong],
      ['serve', {}],
      ['demo', wrong],
    ] as const) {
      const { exit, said } = await liangma(argv, env);
      expect({ argv, exit }).toEqual({ argv, exit: 1 });
      expect(said).toMatch(/密钥.*(passphrase is wrong|keys are sealed)/);
      expect(said).not.toContain('horse');
    }
    expect(contents()).toEqual(before);

    const file = join(base, 'next');
    writeFileSync(file, 'a second passphrase\n');
    const change = { ...PASSPHRASE, LIANGMA_KEY_PASSPHRASE_NEW_FILE: file };
    expect(await liangma('keys passphrase', change)).toMatchObject({ exit: 0 });
    expect(await liangma('keys rotate', PASSPHRASE)).toMatchObject({ exit: 1 });
    expect(await liangma('keys rotate', { LIANGMA_KEY_PASSPHRASE_FILE: file })).toMatchObject({ exit: 0 });
  }, 60_000);

  test('a first start under a passphrase writes no plain secret and fills the whole demo', async () => {
    expect(await liangma('demo', PASSPHRASE)).toMatchObject({ exit: 0 });
    const keys = await list();
    expect(keys.map(({ role, sealed }) => [role, sealed])).toEqual([
      ['root', true],
      ['issuing', true],
      ['receipts', true],
    ]);
  }, 60_000);

  test('a server with a wrong passphrase fills no store', async () => {
    await make('root', 'issuing', 'receipts');
    await liangma('keys passphrase', PASSPHRASE);
    expect(await liangma('demo', { LIANGMA_KEY_PASSPHRASE: 'incorrect horse battery' })).toMatchObject({ exit: 1 });
    const store = await openSqliteStore(data, 'unused');
    expect(await store.read((tx) => tx.registry.isEmpty())).toBe(true);
    await store.close();
  }, 60_000);
});

test('a damaged file gives exit code 1 and its name, and nothing changes', async () => {
  await make('root', 'issuing', 'receipts');
  const [name = ''] = readdirSync(join(data, 'keys')).filter((one) => one.startsWith('issuing'));
  writeFileSync(join(data, 'keys', name), '{"format":');
  const before = contents();
  for (const argv of ['keys list', 'keys rotate', 'keys create --use issuing', 'serve', 'demo'])
    expect(await liangma(argv)).toMatchObject({ exit: 1, said: expect.stringContaining(name) });
  expect(contents()).toEqual(before);
});
