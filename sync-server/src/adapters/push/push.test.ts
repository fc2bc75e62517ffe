/** Web Push against the vectors of its standards, and what is made of the answers of a push service. */
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { afterAll, describe, expect, test } from 'vitest';
import { openPushKey, sealPushKey } from '../keys/push-key.ts';
import { sealerOf } from '../keys/sealing.ts';
import { encryptFor, MOST_PLAIN_BYTES } from './encryption.ts';
import { postPublic } from './post.ts';
import { vapidHeader } from './vapid.ts';
import { noPusher, webPusher } from './web-pusher.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-push-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bytes = (text: string) => fromBase64Url(text) as Uint8Array;

/** RFC 8291, appendix A. */
const VECTOR = {
  plain: 'When I grow up, I want to be a watermelon',
  privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};
const receiver = { publicKey: bytes(VECTOR.p256dh), auth: bytes(VECTOR.auth) };

describe('RFC 8291', () => {
  test('appendix A is encrypted to the byte', () => {
    const drawn = { salt: bytes(VECTOR.salt), privateKey: bytes(VECTOR.privateKey) };
    expect(toBase64Url(encryptFor(receiver, Buffer.from(VECTOR.plain), drawn))).toBe(VECTOR.body);
  });

  test('each message has a key and a salt of its own, and one that is too long is refused', () => {
    const plain = Buffer.from(VECTOR.plain);
    const [first, second] = [encryptFor(receiver, plain), encryptFor(receiver, plain)];
    expect(first.length).toBe(second.length);
    expect(first.subarray(0, 86)).not.toEqual(second.subarray(0, 86));
    expect(encryptFor(receiver, Buffer.alloc(MOST_PLAIN_BYTES))).toHaveLength(4096);
    expect(() => encryptFor(receiver, Buffer.alloc(MOST_PLAIN_BYTES + 1))).toThrow('too long');
    expect(() => encryptFor({ ...receiver, publicKey: Buffer.alloc(65, 4) }, plain)).toThrow();
  });
});

describe('the key of this server', () => {
  const key = openPushKey(folder, undefined);

  test('RFC 8292: the token names the push service, ends within a day and is signed with ES256', () => {
    const now = Date.UTC(2026, 10, 24, 1);
    const header = vapidHeader(key, 'https://push.example.net/p/abc?d=1', 'https://liangma.example.cn', now);
    const [, token = '', named = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
    expect(named).toBe(toBase64Url(key.publicKey));
    const [head = '', claims = '', signature = ''] = token.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
    expect(read(head)).toEqual({ typ: 'JWT', alg: 'ES256' });
    expect(read(claims)).toEqual({
      aud: 'https://push.example.net',
      exp: now / 1000 + 12 * 3600,
      sub: 'https://liangma.example.cn',
    });
    const [x, y] = [key.publicKey.subarray(1, 33), key.publicKey.subarray(33)].map((part) => toBase64Url(part));
    const jwk = { kty: 'EC', crv: 'P-256', x: x as string, y: y as string };
    const publicKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, bytes(signature))).toBe(true);
  });

  test('it is made once, for its owner alone, and sealed anew with the others', () => {
    const path = join(folder, 'web-push.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(openPushKey(folder, undefined)).toEqual(key);
    const sealer = sealerOf('correct horse battery');
    sealPushKey(folder, sealer);
    expect(readFileSync(path, 'utf8')).not.toContain(toBase64Url(key.secret));
    expect(toBase64Url(openPushKey(folder, sealer).secret)).toBe(toBase64Url(key.secret));
    expect(() => openPushKey(folder, undefined)).toThrow('cannot be opened');
  });

  test.each([
    [201, { ok: true }],
    [404, { ok: false, gone: true, final: true }],
    [410, { ok: false, gone: true, final: true }],
    [403, { ok: false, gone: true, final: true }],
    [413, { ok: false, gone: false, final: true }],
    [429, { ok: false, gone: false, final: false }],
    [503, { ok: false, gone: false, final: false }],
  ])('an answer of %i leads to %j', async (status, outcome) => {
    const asked: { headers: Readonly<Record<string, string>>; body: Uint8Array }[] = [];
    const post = async (_: string, headers: Readonly<Record<string, string>>, body: Uint8Array) => {
      asked.push({ headers, body });
      return { status, text: 'said' };
    };
    const pusher = webPusher({ key, subject: 'https://liangma.example.cn', now: () => 0, post });
    const to = { endpoint: 'https://push.example.net/p/abc', keys: { p256dh: VECTOR.p256dh, auth: VECTOR.auth } };
    expect(await pusher.send(to, { text: 'word', topic: 't' })).toMatchObject(outcome);
    expect(asked[0]?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', topic: 't' });
    expect(Buffer.from(asked[0]?.body ?? []).includes('word')).toBe(false);
  });
});

test.each(['https://localhost/p', 'https://127.0.0.1/p', 'https://[::1]/p', 'https://169.254.169.254/latest'])(
  'nothing is sent to %s, which others must not reach through this server',
  async (address) => {
    await expect(postPublic(address, {}, Buffer.alloc(0), 1000)).rejects.toThrow(/private network|without a name/);
  },
);

test('without a key nothing is sent', async () => {
  expect(await noPusher.send({ endpoint: '', keys: { p256dh: '', auth: '' } }, { text: '', topic: '' })).toMatchObject({
    ok: false,
    final: true,
  });
});
