import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { deleteSessionCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts';

const appAt = (origin: string) =>
  new Hono()
    .get('/in', (c) => {
      writeSessionCookie(c, origin, 'token', 60);
      return c.text('');
    })
    .get('/read', (c) => c.text(readSessionCookie(c, origin) ?? 'nothing'))
    .get('/out', (c) => {
      deleteSessionCookie(c, origin);
      return c.text('');
    });
const cookieOf = async (origin: string, path: string) =>
  (await appAt(origin).request(path)).headers.get('set-cookie') ?? '';

test.each([
  'https://liangma.example.cn',
  'https://localhost:8443',
  // Each of them begins like this machine's own address and is another host.
  'http://localhost.evil.example',
  'http://localhost-evil.example',
  'http://127.0.0.1.evil.example',
  'http://192.168.1.5:8787',
])('the cookie of %s is bound to its host and to TLS', async (origin) => {
  expect(await cookieOf(origin, '/in')).toBe(
    '__Host-liangma_session=token; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
  );
  expect(await cookieOf(origin, '/out')).toMatch(/^__Host-liangma_session=; Max-Age=0; Path=\/; Secure/);
});

test.each(['http://localhost:8787', 'http://liangma.localhost', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
  'the cookie of %s needs no TLS',
  async (origin) => {
    expect(await cookieOf(origin, '/in')).toBe('liangma_session=token; Max-Age=60; Path=/; HttpOnly; SameSite=Lax');
  },
);

test('a cookie without the prefix, which another host of the domain can plant, is not read under HTTPS', async () => {
  const read = async (origin: string, cookie: string) =>
    (await appAt(origin).request('/read', { headers: { cookie } })).text();
  expect(await read('https://a.example.cn', 'liangma_session=planted')).toBe('nothing');
  expect(await read('https://a.example.cn', '__Host-liangma_session=own')).toBe('own');
  expect(await read('http://localhost:8787', 'liangma_session=own')).toBe('own');
});
