import { expect, test } from 'vitest';
import { wireOver } from './wire.ts';

const NOW = Date.parse('2026-11-24T02:00:00Z');
const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({ status, code, requestId: 'r', ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
const html = (status: number) => new Response('<html>please sign in</html>', { status });

function wire(answer: () => Response | Promise<Response>) {
  const skews: number[] = [];
  return {
    made: wireOver(
      async () => answer(),
      () => NOW,
      (skew) => skews.push(skew),
    ),
    skews,
  };
}

test.each([
  [401, 'not-signed-in', 'signed-out'],
  [403, 'forbidden', 'forbidden'],
  [410, 'resync', 'resync'],
  [413, 'too-large', 'too-large'],
  [400, 'bad-request', 'malformed'],
  [426, 'protocol-too-old', 'update-needed'],
  [503, 'protocol-too-new', 'server-older'],
  [429, 'too-many-requests', 'busy'],
  [503, 'server-busy', 'busy'],
] as const)('%i %s is %s', async (status, code, kind) => {
  await expect(wire(() => problem(status, code)).made.getJson('/x')).rejects.toMatchObject({ kind });
});

test.each([
  [200, 'not-our-server'],
  [401, 'not-our-server'],
  [404, 'not-our-server'],
  [502, 'unreachable'],
] as const)('a page of HTML with %i is %s', async (status, kind) => {
  await expect(wire(() => html(status)).made.getJson('/x')).rejects.toMatchObject({ kind });
});

test('no answer is unreachable', async () => {
  const { made } = wire(() => Promise.reject(new TypeError('failed to fetch')));
  await expect(made.getJson('/x')).rejects.toMatchObject({ kind: 'unreachable' });
});

test('how long the server asked to wait is kept, from the body or the header', async () => {
  const body = wire(() => problem(429, 'too-many-requests', { retryAfter: 7 }));
  await expect(body.made.getJson('/x')).rejects.toMatchObject({ retryAfter: 7000 });
  const header = wire(() => {
    const response = problem(503, 'server-busy', { retryAfter: null });
    response.headers.set('retry-after', '9');
    return response;
  });
  await expect(header.made.getJson('/x')).rejects.toMatchObject({ retryAfter: 9000 });
});

test('[SYNC-11] the clocks are compared whenever our server answers', async () => {
  const headers = { date: 'Tue, 24 Nov 2026 01:48:00 GMT' };
  const { made, skews } = wire(() => new Response('{}', { headers }));
  await made.getJson('/x');
  expect(skews).toEqual([12 * 60_000]);
});

test('a file that is still the newest is not loaded again', async () => {
  const { made } = wire(() => new Response(null, { status: 304 }));
  expect(await made.getFile('/x', '"a"')).toBeUndefined();
});
