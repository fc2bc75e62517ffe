import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex, utf8 } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { SUITES } from '@liangma/shared/kernel/public-key';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { NoSigningKey } from '../../ports/runtime.ts';
import { nodeSignatures } from '../crypto/signatures.ts';
import { createKey } from './edit-keys.ts';
import { openKeyRing } from './key-files.ts';
import { KeyFailure, type KeyTrouble } from './key-trouble.ts';

const base = mkdtempSync(join(tmpdir(), 'liangma-keys-'));
afterAll(() => rmSync(base, { recursive: true }));

const NOON = Date.UTC(2026, 10, 24, 4);
const DAY = 86_400;
const clock = { at: NOON, now: () => clock.at };
const { verify } = nodeSignatures();
let data: string;
let troubles: KeyTrouble[];
let turn = 0;
beforeEach(() => {
  data = join(base, String(turn++));
  troubles = [];
  clock.at = NOON;
});

const open = (passphrase?: string) =>
  openKeyRing(data, { clock, passphrase, onTrouble: (trouble) => troubles.push(trouble) });
const folder = () => ({ path: join(data, 'keys'), sealer: undefined, now: clock.at / 1000 });
const names = () => readdirSync(join(data, 'keys')).sort();
const contents = () =>
  Object.fromEntries(names().map((name) => [name, readFileSync(join(data, 'keys', name), 'utf8')]));
const path = (role: string) => join(data, 'keys', names().find((name) => name.startsWith(`${role}-`)) as string);
const create = (changes: Partial<Parameters<typeof createKey>[1]>) => {
  const wanted = {
    role: 'issuing',
    suite: 'eddsa',
    agencyPrefix: '',
    validFrom: undefined,
    validDays: undefined,
  } as const;
  const made = createKey(folder(), { ...wanted, replaceRoot: false, ...changes });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
};

function troubleOf(act: () => unknown): KeyTrouble {
  try {
    act();
  } catch (error) {
    if (error instanceof KeyFailure) return error.trouble;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe.each(SUITES)('a first start with %s', (suite) => {
  test('a first start makes and keeps a root, an issuing key and a receipt key', async () => {
    const ring = openKeyRing(data, { clock, suite });
    expect(names().map((name) => name.split('-')[0])).toEqual(['issuing', 'receipts', 'root']);
    expect(ring.root.alg).toBe(ALGORITHM[suite]);
    expect(ring.keys.map(({ alg, uses }) => [alg, uses])).toEqual([
      [ALGORITHM[suite], ['codes', 'files']],
      [ALGORITHM[suite], ['receipts']],
    ]);
    const message = utf8('message');
    const signer = ring.signerFor('codes', '620623-SCJG');
    const key = ring.keys.find(({ kid }) => toHex(kid) === toHex(signer.kid));
    expect(await verify(signer.alg, key?.publicKey as Uint8Array, message, await signer.sign(message))).toBe(true);
    expect(await verify(ring.root.alg, ring.root.publicKey, message, await ring.rootSigner.sign(message))).toBe(true);
    expect(open().root).toEqual(ring.root);
  });
});

describe('rights', () => {
  test('only the owner can read the folder and its files', () => {
    open();
    expect(statSync(join(data, 'keys')).mode & 0o777).toBe(0o700);
    for (const name of names()) expect(statSync(join(data, 'keys', name)).mode & 0o777).toBe(0o600);
  });

  test('the server narrows rights that a copy has widened', () => {
    open();
    chmodSync(join(data, 'keys'), 0o755);
    chmodSync(path('root'), 0o644);
    open();
    expect(statSync(join(data, 'keys')).mode & 0o777).toBe(0o700);
    expect(statSync(path('root')).mode & 0o777).toBe(0o600);
  });
});

describe('a file that is not as it was written stops the start and is named', () => {
  const edit = (role: string, change: (text: string) => string) =>
    writeFileSync(path(role), change(readFileSync(path(role), 'utf8')));
  const value = (text: string, name: string) => new RegExp(`"${name}": "([^"]+)"`).exec(text)?.[1] as string;

  test.each([
    ['cut short', (text: string) => text.slice(0, 100)],
    ['empty', () => ''],
    ['no JSON', () => 'keys'],
    ['a field more', (text: string) => text.replace('{', '{ "more": 1,')],
    ['another format', (text: string) => text.replace('liangma-key-1', 'liangma-key-2')],
    ['uses that no key of ours has', (text: string) => text.replace('"files"', '"receipts"')],
    ['a date that is none', (text: string) => text.replace(/"validTo": \d+/, '"validTo": "tomorrow"')],
    ['the public key of another', (text: string) => text.replace(value(text, 'publicKey'), 'A'.repeat(43))],
    ['the secret of another', (text: string) => text.replace(value(text, 'value'), 'A'.repeat(43))],
    ['the suite of another', (text: string) => text.replace('"eddsa"', '"sm2"')],
  ])('%s', (_, change) => {
    open();
    edit('issuing', change);
    const before = contents();
    expect(troubleOf(open)).toEqual({ code: 'damaged', file: path('issuing').split('/').pop() });
    expect(contents()).toEqual(before);
  });

  test('a file with the name of another key', () => {
    open();
    renameSync(path('issuing'), join(data, 'keys', 'issuing-00000000.json'));
    expect(troubleOf(open)).toEqual({ code: 'damaged', file: 'issuing-00000000.json' });
  });
});

test('the server skips a file that a crash left half-written', () => {
  const { root } = open();
  writeFileSync(join(data, 'keys', 'issuing-12345678.json.new'), '{ "format": "lia');
  expect(open().root).toEqual(root);
});

describe('a lock', () => {
  test('a command takes over the lock of a process that is gone', () => {
    open();
    writeFileSync(join(data, 'keys', '.lock'), '999999999');
    create({});
    expect(existsSync(join(data, 'keys', '.lock'))).toBe(false);
  });
  test('a command respects the lock of a running process', () => {
    open();
    writeFileSync(join(data, 'keys', '.lock'), String(process.pid));
    const before = contents();
    expect(() => create({})).toThrow('busy');
    expect(contents()).toEqual(before);
  });
});

describe('a server that could not sign does not start', () => {
  test.each([
    ['root', { code: 'no-root' }],
    ['issuing', { code: 'no-signing-key', role: 'issuing' }],
    ['receipts', { code: 'no-signing-key', role: 'receipts' }],
  ])('a server does not start without its %s key, and makes none by itself', (role, trouble) => {
    open();
    rmSync(path(role));
    expect(troubleOf(open)).toEqual(trouble);
    expect(names()).toHaveLength(2);
  });

  test('a server does not start after its keys have ended', () => {
    open();
    clock.at = NOON + 1095 * DAY * 1000 - 1000;
    open();
    clock.at += 1000;
    expect(troubleOf(open)).toEqual({ code: 'no-signing-key', role: 'issuing' });
  });

  test('a server does not start with only the issuing key of one agency', () => {
    open();
    rmSync(path('issuing'));
    create({ agencyPrefix: '620623' });
    expect(troubleOf(open)).toEqual({ code: 'no-signing-key', role: 'issuing' });
  });
});

describe('which key signs', () => {
  const signs = (
    use: 'codes' | 'files' | 'receipts',
    agency?: string,
    window?: { notBefore: number; expires: number },
  ) => toHex(open().signerFor(use, agency, window).kid);
  const kid = ({ kid }: { kid: Uint8Array }) => toHex(kid);
  const now = NOON / 1000;

  test('the key with the longest matching prefix signs, then the newest', () => {
    open();
    const general = create({ validFrom: now - 10 });
    const county = create({ agencyPrefix: '620623', validFrom: now - 1000 });
    const office = create({ agencyPrefix: '620623-SCJG', validFrom: now - 2000 });
    expect(signs('codes', '620602-SCJG')).toBe(kid(general));
    expect(signs('codes', '620623-NYNC')).toBe(kid(county));
    expect(signs('codes', '620623-SCJG')).toBe(kid(office));
    expect(signs('codes', '620623-NYNC')).toBe(kid(county));
    const newer = create({ agencyPrefix: '620623', validFrom: now - 999 });
    expect(signs('codes', '620623-NYNC')).toBe(kid(newer));
  });

  test('a key for all agencies signs what every agency has to trust', () => {
    open();
    const general = create({ validFrom: now - 10 });
    const county = create({ agencyPrefix: '620623', validFrom: now - 5 });
    expect(county.uses).toEqual(['codes']);
    expect(signs('files')).toBe(kid(general));
    expect(signs('codes')).toBe(kid(general));
  });

  test('a key signs neither before nor after its validity', () => {
    open();
    const before = signs('codes', '620623-SCJG');
    const later = create({ validFrom: now + 60, validDays: 10 });
    expect(signs('codes', '620623-SCJG')).toBe(before);
    clock.at += 60_000;
    expect(signs('codes', '620623-SCJG')).toBe(kid(later));
    clock.at += 10 * DAY * 1000;
    expect(signs('codes', '620623-SCJG')).toBe(before);
  });

  test('the validity of the signing key covers the window of the code', () => {
    open();
    const old = signs('codes', '620623-SCJG');
    const short = create({ validFrom: now - 60, validDays: 10 });
    const window = (from: number, to: number) => ({ notBefore: now + from, expires: now + to });
    expect(signs('codes', '620623-SCJG', window(-60, 10 * DAY))).toBe(kid(short));
    expect(signs('codes', '620623-SCJG', window(-61, 10))).toBe(old);
    expect(signs('codes', '620623-SCJG', window(0, 10 * DAY + 1))).toBe(old);
    expect(() => open().signerFor('codes', '620623-SCJG', window(0, 1200 * DAY))).toThrow(NoSigningKey);
  });
});

describe('while a server runs', () => {
  test('a running server finds a new key within a second, without reading at every use', () => {
    const ring = open();
    const { revision } = ring;
    const made = create({ validFrom: NOON / 1000 - 10 });
    clock.at += 999;
    expect(ring.revision).toBe(revision);
    clock.at += 1;
    expect(ring.revision).not.toBe(revision);
    expect(toHex(ring.signerFor('codes', '620623-SCJG').kid)).toBe(toHex(made.kid));
    expect(ring.keys).toHaveLength(3);
  });

  test('a running server reports an unreadable file once and keeps its keys', () => {
    const ring = open();
    const signer = ring.signerFor('codes').kid;
    writeFileSync(join(data, 'keys', 'issuing-00000000.json'), '{');
    for (let i = 0; i < 3; i++) {
      clock.at += 1000;
      expect(ring.signerFor('codes').kid).toEqual(signer);
    }
    expect(troubles).toEqual([{ code: 'damaged', file: 'issuing-00000000.json' }]);
    rmSync(join(data, 'keys', 'issuing-00000000.json'));
    create({ validFrom: NOON / 1000 - 10 });
    clock.at += 1000;
    expect(ring.signerFor('codes').kid).not.toEqual(signer);
  });

  test('a running server reports a missing folder once and reads it when it is back', () => {
    const ring = open();
    const signer = ring.signerFor('codes').kid;
    renameSync(join(data, 'keys'), join(data, 'away'));
    for (let i = 0; i < 3; i++) {
      clock.at += 1000;
      expect(ring.signerFor('codes').kid).toEqual(signer);
    }
    expect(troubles).toEqual([{ code: 'unreadable', file: join(data, 'keys') }]);
    mkdirSync(join(data, 'keys'));
    clock.at += 1000;
    expect(ring.signerFor('codes').kid).toEqual(signer);
    expect(troubles).toContainEqual({ code: 'no-root' });
    rmSync(join(data, 'keys'), { recursive: true });
    renameSync(join(data, 'away'), join(data, 'keys'));
    const made = create({ validFrom: NOON / 1000 - 10 });
    clock.at += 1000;
    expect(ring.signerFor('codes').kid).toEqual(made.kid);
  });

  test('a running server keeps the root of its start', () => {
    const ring = open();
    const before = ring.root;
    create({ role: 'root', replaceRoot: true, validFrom: NOON / 1000 });
    clock.at += 1000;
    expect(ring.root).toEqual(before);
    expect(open().root).not.toEqual(before);
  });
});

test('the key set lists an issuing key until 90 days after its end, and a receipt key for ever', () => {
  const ring = open();
  const [issuing, receipts] = ring.keys.map(({ kid }) => kid);
  clock.at = NOON + (1095 + 89) * DAY * 1000;
  expect(ring.keys.map(({ kid }) => kid)).toEqual([issuing, receipts]);
  clock.at = NOON + (1095 + 90) * DAY * 1000;
  expect(ring.keys.map(({ kid }) => kid)).toEqual([receipts]);
});
