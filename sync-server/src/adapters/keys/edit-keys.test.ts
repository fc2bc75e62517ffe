import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@liangma/shared/kernel/bytes';
import type { Result } from '@liangma/shared/kernel/result';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { chooseKey } from './choose-key.ts';
import { compromiseKey, createKey, makeFirstKeys, rotateKeys, sealKeys } from './edit-keys.ts';
import { makeKeyFolder, openFolder } from './key-folder.ts';
import type { KeyTrouble } from './key-trouble.ts';
import { type Sealer, sealerOf } from './sealing.ts';

const base = mkdtempSync(join(tmpdir(), 'liangma-edit-keys-'));
afterAll(() => rmSync(base, { recursive: true }));

const NOW = Date.UTC(2026, 10, 24, 4) / 1000;
const DAY = 86_400;
let path: string;
let turn = 0;
beforeEach(() => {
  path = join(base, String(turn++));
  makeKeyFolder(path);
});

const done = <T>(result: Result<T, KeyTrouble>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const first = (sealer?: Sealer) => done(makeFirstKeys(path, 'eddsa', NOW, sealer));
const at = (now: number, sealer?: Sealer) => ({ path, sealer, now });
const held = (sealer?: Sealer) => done(openFolder(path, sealer));
const find = (kid: Uint8Array, sealer?: Sealer) => held(sealer).find((key) => toHex(key.kid) === toHex(kid));
const signer = (now: number, agency = '620623-SCJG') =>
  chooseKey(held(), { use: 'codes', agency, now, window: undefined });
const contents = () =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));
const rotation = { roles: ['issuing'], suite: undefined, overlapDays: 30, validDays: undefined } as const;
const creation = {
  role: 'issuing',
  suite: 'eddsa',
  agencyPrefix: '',
  validFrom: undefined,
  validDays: undefined,
  replaceRoot: false,
} as const;

describe('rotation', () => {
  test('a new key signs at once, and the previous key stays valid to the end of the overlap', () => {
    const [, issuing] = first();
    const [rotated] = done(rotateKeys(at(NOW), rotation));
    expect(signer(NOW)?.kid).toEqual(rotated?.made.kid);
    expect(find(issuing?.kid as Uint8Array)?.validTo).toBe(NOW + 30 * DAY);
    expect(rotated?.made).toMatchObject({ suite: 'eddsa', uses: ['codes', 'files'], validTo: NOW + 1095 * DAY });
    expect(held()).toHaveLength(4);
  });

  test('the old key signs what the new key cannot during the overlap, and nothing after it', () => {
    const [, issuing] = first();
    done(rotateKeys(at(NOW), rotation));
    const began = { notBefore: (issuing?.validFrom as number) + 0, expires: NOW + DAY };
    const choose = (now: number) => chooseKey(held(), { use: 'codes', agency: '620623-SCJG', now, window: began });
    expect(choose(NOW + 30 * DAY - 1)?.kid).toEqual(issuing?.kid);
    expect(choose(NOW + 30 * DAY)).toBeUndefined();
  });

  test('a rotation keeps an earlier end, and a second rotation in the same second signs with its own key', () => {
    first();
    const short = done(createKey(at(NOW), { ...creation, validFrom: NOW - 10, validDays: 5 }));
    done(rotateKeys(at(NOW), rotation));
    expect(find(short.kid)?.validTo).toBe(NOW + 5 * DAY);
    const [again] = done(rotateKeys(at(NOW), rotation));
    expect(signer(NOW)?.kid).toEqual(again?.made.kid);
  });

  test('a rotation makes a new key for each agency that has keys, and can change the suite', () => {
    first();
    done(createKey(at(NOW), { ...creation, agencyPrefix: '620623' }));
    const rotated = done(rotateKeys(at(NOW), { ...rotation, roles: ['issuing', 'receipts'], suite: 'sm2' }));
    expect(rotated.map(({ made }) => [made.suite, made.uses, made.agencyPrefix]).sort()).toEqual([
      ['sm2', ['codes'], '620623'],
      ['sm2', ['codes', 'files'], ''],
      ['sm2', ['receipts'], ''],
    ]);
  });

  test('a rotation without a key to rotate reports that and writes nothing', () => {
    done(createKey(at(NOW), creation));
    const before = contents();
    expect(rotateKeys(at(NOW), { ...rotation, roles: ['issuing', 'receipts'] })).toEqual({
      ok: false,
      error: { code: 'nothing-to-rotate', role: 'receipts' },
    });
    expect(contents()).toEqual(before);
  });
});

describe('compromise', () => {
  test('a compromised key signs nothing, and a new key replaces it', () => {
    const [, issuing] = first();
    const kid = toHex(issuing?.kid as Uint8Array);
    const marked = done(compromiseKey(at(NOW), kid, NOW - DAY));
    expect(marked.key.compromisedAt).toBe(NOW - DAY);
    expect(marked.made).toMatchObject({ suite: 'eddsa', uses: ['codes', 'files'] });
    expect(signer(NOW)?.kid).toEqual(marked.made?.kid);
  });

  test('no new key replaces a key that only verifies', () => {
    const [, issuing] = first();
    done(rotateKeys(at(NOW), rotation));
    expect(done(compromiseKey(at(NOW), toHex(issuing?.kid as Uint8Array), NOW)).made).toBeUndefined();
    expect(held()).toHaveLength(4);
  });

  test('the date of a compromise can become earlier, not later', () => {
    const [, issuing] = first();
    const kid = toHex(issuing?.kid as Uint8Array);
    done(compromiseKey(at(NOW), kid, NOW - DAY));
    expect(compromiseKey(at(NOW), kid, NOW)).toMatchObject({ error: { code: 'compromised-before', at: NOW - DAY } });
    expect(done(compromiseKey(at(NOW), kid, NOW - 2 * DAY)).made).toBeUndefined();
    expect(find(issuing?.kid as Uint8Array)?.compromisedAt).toBe(NOW - 2 * DAY);
  });

  test('an unknown key and the root cannot be marked', () => {
    const [, , root] = first();
    expect(compromiseKey(at(NOW), '00000000', NOW)).toMatchObject({ error: { code: 'unknown-key' } });
    expect(compromiseKey(at(NOW), toHex(root?.kid as Uint8Array), NOW)).toMatchObject({ error: { code: 'is-root' } });
  });
});

describe('a root', () => {
  test('a root is made once, and again only on explicit request', () => {
    const [, , root] = first();
    const wanted = { ...creation, role: 'root' } as const;
    expect(createKey(at(NOW), wanted)).toEqual({
      ok: false,
      error: { code: 'root-exists', kid: toHex(root?.kid as Uint8Array) },
    });
    done(createKey(at(NOW), { ...wanted, suite: 'sm2', replaceRoot: true }));
    expect(held().filter(({ role }) => role === 'root')).toHaveLength(2);
  });
});

describe('under a passphrase', () => {
  const sealer = sealerOf('correct horse battery');
  const wrong = sealerOf('correct horse batterx');

  test('sealed files hold no plain secret, and a missing or wrong passphrase opens and changes nothing', () => {
    const secrets = first(sealer).map(({ secret }) => Buffer.from(secret).toString('base64url'));
    const before = contents();
    for (const text of Object.values(before)) for (const secret of secrets) expect(text).not.toContain(secret);
    expect(openFolder(path, undefined)).toMatchObject({ error: { code: 'passphrase-needed' } });
    expect(openFolder(path, wrong)).toMatchObject({ error: { code: 'passphrase-wrong' } });
    expect(rotateKeys(at(NOW, wrong), rotation)).toMatchObject({ error: { code: 'passphrase-wrong' } });
    expect(sealKeys(at(NOW, wrong), 'another one of some length')).toMatchObject({
      error: { code: 'passphrase-wrong' },
    });
    expect(contents()).toEqual(before);
    expect(held(sealerOf('correct horse battery'))).toHaveLength(3);
  });

  test.each([
    ['validTo', (text: string) => text.replace(/"validTo": \d+/, '"validTo": 9999999999')],
    ['compromisedAt', (text: string) => text.replace('"compromisedAt": null', '"compromisedAt": 1')],
    ['agencyPrefix', (text: string) => text.replace('"agencyPrefix": ""', '"agencyPrefix": "620623"')],
    ['uses', (text: string) => text.replace(/"codes",\s*"files"/, '"codes"')],
  ])('%s of a sealed file cannot be changed', (_, change) => {
    first(sealer);
    const [name, text] = Object.entries(contents()).find(([name]) => name.startsWith('issuing')) as [string, string];
    expect(change(text)).not.toBe(text);
    writeFileSync(join(path, name), change(text));
    expect(openFolder(path, sealer)).toEqual({ ok: false, error: { code: 'passphrase-wrong', file: name } });
  });

  test('a passphrase seals plain keys and reseals sealed ones, and the next run finishes an interrupted change', () => {
    const before = first().map(({ secret }) => secret);
    expect(done(sealKeys(at(NOW), 'correct horse battery'))).toBe(3);
    expect(
      held(sealer)
        .map(({ secret }) => secret)
        .sort(),
    ).toEqual([...before].sort());
    const [name, old] = Object.entries(contents())[0] as [string, string];
    done(sealKeys(at(NOW, sealer), 'a second passphrase'));
    writeFileSync(join(path, name), old);
    done(sealKeys(at(NOW, sealer), 'a second passphrase'));
    expect(held(sealerOf('a second passphrase'))).toHaveLength(3);
    expect(openFolder(path, sealer)).toMatchObject({ error: { code: 'passphrase-wrong' } });
  });

  test('a short passphrase is rejected', () =>
    expect(sealKeys(at(NOW), 'too short')).toEqual({ ok: false, error: { code: 'passphrase-short', least: 12 } }));

  test('a passphrase is the same in every Unicode form', () => {
    first(sealerOf('passphrasé de clé'.normalize('NFC')));
    expect(held(sealerOf('passphrasé de clé'.normalize('NFD')))).toHaveLength(3);
  });
});
