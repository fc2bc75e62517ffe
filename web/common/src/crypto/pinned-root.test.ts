import { fromHex, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { describe, expect, it } from 'vitest';
import { readRoot } from './pinned-root.ts';

const kid = Uint8Array.of(1, 2, 3, 255);
const publicKey = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 250) & 127);
const pin = `${toHex(kid)}.${toBase64Url(publicKey)}`;

describe('the pinned root', () => {
  it('is read from the form that the server writes', () =>
    expect(readRoot(pin)).toEqual({ kid, alg: ALGORITHM.eddsa, publicKey }));
  it('uses SM2 if its key has 65 bytes', () => {
    const key = Uint8Array.of(4, ...publicKey, ...publicKey);
    expect(readRoot(`${toHex(kid)}.${toBase64Url(key)}`)).toEqual({ kid, alg: ALGORITHM.sm2, publicKey: key });
  });
  it.each([
    ['nothing', ''],
    ['no key', toHex(kid)],
    ['no id', `.${toBase64Url(publicKey)}`],
    ['a short key', `${toHex(kid)}.AAAA`],
    ['a compressed key of SM2', `${toHex(kid)}.${toBase64Url(Uint8Array.of(3, ...publicKey))}`],
    ['65 bytes of something else', `${toHex(kid)}.${toBase64Url(Uint8Array.of(6, ...publicKey, ...publicKey))}`],
    ['a weak key', `${toHex(kid)}.${toBase64Url(fromHex(`01${'00'.repeat(31)}`) as Uint8Array)}`],
    ['no base64', `${toHex(kid)}.!!!`],
  ])('%s is no root', (_, text) => expect(readRoot(text)).toBeUndefined());
});
