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
  test('a new key signs at once; the one before is valid to the end of the overlap', () => {
    const [, issuing] = first();
    const [rotated] = done(rotateKeys(at(NOW), rotation));
    expect(signer(NOW)?.kid).toEqual(rotated?.made.kid);
    expect(find(issuing?.kid as Uint8Array)?.validTo).toBe(NOW + 30 * DAY);
    expect(rotated?.made).toMatchObject({ suite: 'eddsa', uses: ['codes', 'files'], validTo: NOW + 1095 * DAY });
    expect(held()).toHaveLength(4);
  });

  test('during the overlap the old key still signs what the new one cannot; after it nothing', () => {
    const [, issuing] = first();
    done(rotateKeys(at(NOW), rotation));
    const began = { notBefore: (issuing?.validFrom as number) + 0, expires: NOW + DAY };
    const choose = (now: number) => chooseKey(held(), { use: 'codes', agency: '620623-SCJG', now, window: began });
    expect(choose(NOW + 30 * DAY - 1)?.kid).toEqual(issuing?.kid);
    expect(choose(NOW + 30 * DAY)).toBeUndefined();
  });

  test('an end that comes sooner stays, and a second rotation in the same second signs with its own key', () => {
    first();
    const short = done(createKey(at(NOW), { ...creation, validFrom: NOW - 10, validDays: 5 }));
    done(rotateKeys(at(NOW), rotation));
    expect(find(short.kid)?.validTo).toBe(NOW + 5 * DAY);
    const [again] = done(rotateKeys(at(NOW), rotation));
    expect(signer(NOW)?.kid).toEqual(again?.made.kid);
  });

  test('each agency that has keys of its own gets its own new one, and the suite can change with it', () => {
    first();
    done(createKey(at(NOW), { ...creation, agencyPrefix: '620623' }));
    const rotated = done(rotateKeys(at(NOW), { ...rotation, roles: ['issuing', 'receipts'], suite: 'sm2' }));
    expect(rotated.map(({ made }) => [made.suite, made.uses, made.agencyPrefix]).sort()).toEqual([
      ['sm2', ['codes'], '620623'],
      ['sm2', ['codes', 'files'], ''],
      ['sm2', ['receipts'], ''],
    ]);
  });

  test('nothing to rotate is said, and nothing is written', () => {
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
  test('the key signs nothing any more, and one is made in its place', () => {
    const [, issuing] = first();
    const kid = toHex(issuing?.kid as Uint8Array);
    const marked = done(compromiseKey(at(NOW), kid, NOW - DAY));
    expect(marked.key.compromisedAt).toBe(NOW - DAY);
    expect(marked.made).toMatchObject({ suite: 'eddsa', uses: ['codes', 'files'] });
    expect(signer(NOW)?.kid).toEqual(marked.made?.kid);
  });

  test('none is made for a key that only verifies', () => {
    const [, issuing] = first();
    done(rotateKeys(at(NOW), rotation));
    expect(done(compromiseKey(at(NOW), toHex(issuing?.kid as Uint8Array), NOW)).made).toBeUndefined();
    expect(held()).toHaveLength(4);
  });

  test('its date can be moved back, not forward', () => {
    const [, issuing] = first();
    const kid = toHex(issuing?.kid as Uint8Array);
    done(compromiseKey(at(NOW), kid, NOW - DAY));
    expect(compromiseKey(at(NOW), kid, NOW)).toMatchObject({ error: { code: 'compromised-before', at: NOW - DAY } });
    expect(done(compromiseKey(at(NOW), kid, NOW - 2 * DAY)).made).toBeUndefined();
    expect(find(issuing?.kid as Uint8Array)?.compromisedAt).toBe(NOW - 2 * DAY);
  });

  test('a key that is not there, and the root', () => {
    const [, , root] = first();
    expect(compromiseKey(at(NOW), '00000000', NOW)).toMatchObject({ error: { code: 'unknown-key' } });
    expect(compromiseKey(at(NOW), toHex(root?.kid as Uint8Array), NOW)).toMatchObject({ error: { code: 'is-root' } });
  });
});

describe('a root', () => {
  test('is made once, and again only where that is meant', () => {
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

  test('no secret stands in a file; without it and with another nothing is opened or changed', () => {
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

  test('plain keys are sealed, sealed ones change to another passphrase, and a stop in between is finished', () => {
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

  test('a short one is refused', () =>
    expect(sealKeys(at(NOW), 'too short')).toEqual({ ok: false, error: { code: 'passphrase-short', least: 12 } }));

  test('accents and widths typed one way or the other are the same', () => {
    first(sealerOf('passphrasé de clé'.normalize('NFC')));
    expect(held(sealerOf('passphrasé de clé'.normalize('NFD')))).toHaveLength(3);
  });
});
