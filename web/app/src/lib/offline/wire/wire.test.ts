import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
  [500, 'unexpected', 'unjudged'],
] as const)('%i %s is %s', async (status, code, kind) => {
  await expect(wire(() => problem(status, code)).made.getJson('/x')).rejects.toMatchObject({ kind });
});

test.each([
  [200, 'not-our-server'],
  [401, 'not-our-server'],
  [404, 'not-our-server'],
  // A proxy with a limit of its own.
  [413, 'too-large'],
  [500, 'unreachable'],
  [502, 'unreachable'],
] as const)('a page of HTML with %i is %s', async (status, kind) => {
  await expect(wire(() => html(status)).made.getJson('/x')).rejects.toMatchObject({ kind });
});

test('a missing answer counts as unreachable', async () => {
  const { made } = wire(() => Promise.reject(new TypeError('failed to fetch')));
  await expect(made.getJson('/x')).rejects.toMatchObject({ kind: 'unreachable' });
});

test('the wait that the server asks for is kept, from the body or the header', async () => {
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

describe('a link that falls silent', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Rejects as a browser does when a request is aborted, at whatever point it is. */
  const ended = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
    });

  /** Sends the parts of a body, each after `ms`; then nothing more, but the connection stays open. */
  const dripping = (parts: readonly string[], ms: number, signal: AbortSignal | null | undefined): Response => {
    const over = ended(signal);
    const left = [...parts];
    return new Response(
      new ReadableStream<Uint8Array>({
        pull: async (stream) => {
          const part = left.shift();
          if (part === undefined) return over;
          await new Promise((resolve) => setTimeout(resolve, ms));
          stream.enqueue(new TextEncoder().encode(part));
          if (left.length === 0 && part.endsWith('}')) stream.close();
        },
      }),
    );
  };
  const over = (fetch: (init: RequestInit | undefined) => Promise<Response>) =>
    wireOver(
      (_, init) => fetch(init),
      () => NOW,
      () => undefined,
    );
  const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);

  test('an answer that breaks off in the middle is unreachable', async () => {
    const made = over(async (init) => dripping(['{"a":', '1'], 1_000, init?.signal));
    const asked = outcome(made.getJson('/x'));
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await asked).toMatchObject({ kind: 'unreachable' });
  });

  test('a slow answer is waited for', async () => {
    const made = over(async (init) => dripping(['{"a":', '1', '2', '3', '}'], 20_000, init?.signal));
    const asked = outcome(made.getJson('/x'));
    await vi.advanceTimersByTimeAsync(110_000);
    expect(await asked).toEqual({ a: 123 });
  });

  test('a larger body has more time', async () => {
    const taking = (ms: number) => (init: RequestInit | undefined) =>
      Promise.race([
        ended(init?.signal),
        new Promise<Response>((done) => setTimeout(() => done(new Response('{}')), ms)),
      ]);
    const large = outcome(over(taking(150_000)).postJson('/x', 'x'.repeat(500_000)));
    const small = outcome(over(taking(150_000)).postJson('/x', 'x'));
    await vi.advanceTimersByTimeAsync(200_000);
    expect(await large).toEqual({});
    expect(await small).toMatchObject({ kind: 'unreachable' });
  });
});

test("a request carries its headers, and the answer's headers are read when its body is complete", async () => {
  const answers: (string | null)[] = [];
  const asked: Headers[] = [];
  const made = wireOver(
    async (_, init) => {
      asked.push(new Headers(init?.headers));
      return new Response(asked.length === 1 ? '[]' : 'torn', { headers: { 'x-answer': 'so' } });
    },
    () => NOW,
    () => undefined,
  );
  const headed = {
    headers: { 'x-asked': 'how' },
    onHeaders: (answer: Headers) => answers.push(answer.get('x-answer')),
  };
  expect(await made.postJson('/x', [], headed)).toEqual([]);
  await expect(made.postJson('/x', [], headed)).rejects.toMatchObject({ kind: 'not-our-server' });
  expect(asked.map((one) => [one.get('x-asked'), one.get('content-type')])).toEqual([
    ['how', 'application/json'],
    ['how', 'application/json'],
  ]);
  expect(answers).toEqual(['so']);
});
