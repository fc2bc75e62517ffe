import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { describe, expect, it } from 'vitest';
import { readRoot } from './pinned-root.ts';

const kid = Uint8Array.of(1, 2, 3, 255);
const publicKey = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 250) & 127);
const pin = `${toHex(kid)}.${toBase64Url(publicKey)}`;

describe('the pinned root', () => {
  it('is read as the server writes it', () => expect(readRoot(pin)).toEqual({ kid, publicKey }));
  it.each([
    ['nothing', ''],
    ['no key', toHex(kid)],
    ['no id', `.${toBase64Url(publicKey)}`],
    ['a short key', `${toHex(kid)}.AAAA`],
    ['no base64', `${toHex(kid)}.!!!`],
  ])('%s is no root', (_, text) => expect(readRoot(text)).toBeUndefined());
});
