/** The built faces as they are served: pinned, under a policy with hashes, compressed, and nothing outside their folders. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pageRoutes } from '../../src/http/pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-pages-'));
const [app, enterprise] = [join(folder, 'app'), join(folder, 'enterprise')];
const page = (name: string) =>
  `<!doctype html><meta name="liangma-root" content=""><meta name="liangma-site" content=""><style>b{color:red}</style><script>${name}()</script><script src="/x.js"></script>`;
for (const path of ['app/_app/immutable', 'enterprise/assets']) mkdirSync(join(folder, path), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), 'secret');
writeFileSync(join(app, '200.html'), page('app'));
writeFileSync(join(app, 'service-worker.js'), '1;'.repeat(2000));
writeFileSync(join(app, '_app/immutable/a.js'), 'a');
writeFileSync(join(enterprise, 'index.html'), page('door'));
writeFileSync(join(enterprise, 'sw.js'), 'sw');
writeFileSync(join(enterprise, 'assets/z.wasm'), 'wasm');
afterAll(() => rmSync(folder, { recursive: true }));

const site = { name: '甘肃省司法厅 "演示" <b>', host: 'liangma.example.gov.cn', help: '12345', supervision: '' };
const routes = pageRoutes({ app, enterprise }, { root: 'aabb.KEY', site });
const get = async (path: string, headers: Record<string, string> = {}) => routes.request(path, { headers });

test.each([
  ['/c', 'door'],
  ['/c/', 'door'],
  ['/c/12345', 'door'],
  ['/field/tasks/1/code', 'app'],
  ['/kiosk', 'app'],
  ['/', 'app'],
])('%s is the %s page, with the root pinned', async (path, name) => {
  const reply = await get(path);
  const html = await reply.text();
  expect(reply.status).toBe(200);
  expect(html).toContain(`${name}()`);
  expect(html).toContain('<meta name="liangma-root" content="aabb.KEY"');
  expect(reply.headers.get('cache-control')).toBe('no-cache');
});

test.each(['/c', '/kiosk', '/login'])('%s names its operator and its address', async (path) => {
  const html = await (await get(path)).text();
  const content = /<meta name="liangma-site" content="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(content).not.toContain('<');
  const plain = content.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  expect(JSON.parse(plain)).toEqual(site);
});

test('a return QR read by a phone’s own camera opens the scanner of the field app with the fragment', async () => {
  const reply = await get('/r');
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/field/scan']);
});

test('the app and its workers embed nothing of other sites, and no site can embed them', async () => {
  for (const path of ['/field', '/kiosk', '/service-worker.js', '/_app/immutable/a.js'])
    expect([path, (await get(path)).headers.get('cross-origin-embedder-policy')]).toEqual([path, 'require-corp']);
  for (const path of ['/c', '/field']) {
    expect((await get(path)).headers.get('cross-origin-opener-policy')).toBe('same-origin');
  }
});

test('the policy lists the hash of every inline script and style, and no unsafe source', async () => {
  const policy = (await get('/c')).headers.get('content-security-policy') ?? '';
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' ${hash('door()')};`);
  expect(policy).toContain(`style-src 'self' ${hash('b{color:red}')};`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-inline'");
});

describe('files', () => {
  test.each([
    ['/_app/immutable/a.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/c/assets/z.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
    ['/service-worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/c/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ])('%s', async (path, type, caching) => {
    const reply = await get(path);
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control')]).toEqual([
      200,
      type,
      caching,
    ]);
  });

  test.each(['/desk/people/ma.li', '/desk/registry/accounts/ma.li', '/field/today'])('%s is a page', async (path) => {
    const reply = await get(path);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  test.each([
    '/missing.js',
    '/c/assets/missing.js',
    '/%2e%2e/secret.txt',
    '/c/assets/..%2f..%2f..%2fsecret.txt',
    '/c/..%2fsecret.txt',
    '/%zz.js',
  ])('%s is not found', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(await reply.text()).not.toContain('secret');
  });

  test('a file compressed by the build is sent as it is', async () => {
    writeFileSync(join(enterprise, 'assets/b.js'), 'b'.repeat(2000));
    writeFileSync(join(enterprise, 'assets/b.js.gz'), gzipSync('b'.repeat(2000), { level: 1 }));
    const reply = await get('/c/assets/b.js', { 'accept-encoding': 'gzip' });
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(gzipSync('b'.repeat(2000), { level: 1 }));
  });

  test('an answer has an encoding that the client accepts, and an unchanged one is not sent again', async () => {
    const reply = await get('/service-worker.js', { 'accept-encoding': 'gzip' });
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await reply.arrayBuffer())).toString()).toBe('1;'.repeat(2000));
    const etag = reply.headers.get('etag') ?? '';
    expect((await get('/service-worker.js', { 'if-none-match': etag })).status).toBe(304);
  });
});
