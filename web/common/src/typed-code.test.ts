import { expect, test } from 'vitest';
import { readTyped, textOfTyped, wrongSoFar } from './typed-code.ts';

const CODE = `https://liang-ma.example.cn/c#${'00123456789012345'.repeat(3)}`;

test.each([
  ['0000005724', { kind: 'number', number: '0000005724' }],
  [' 000-000 5724', { kind: 'number', number: '0000005724' }],
  ['０００ ０００ ５７２４', { kind: 'number', number: '0000005724' }],
  [CODE, { kind: 'code', text: CODE }],
  [`${CODE.slice(0, 40)}\n ${CODE.slice(40)}`, { kind: 'code', text: CODE }],
  ['00123456789012345'.repeat(2), { kind: 'code', text: '00123456789012345'.repeat(2) }],
])('%j is understood', (typed, value) => {
  expect(readTyped(typed)).toEqual({ ok: true, value });
});

test.each([
  ['', 'empty'],
  [' - ', 'empty'],
  ['000 000 572', 'wrong-length'],
  ['00000057244', 'wrong-length'],
  ['000 000 5742', 'wrong-check'],
  ['https://liang-ma.example.cn/c#12', 'unknown'],
  ['https://liang-ma.example.cn/d', 'unknown'],
  ['hello', 'unknown'],
] as const)('%j is told to be %s', (typed, error) => {
  expect(readTyped(typed)).toEqual({ ok: false, error });
});

test('while somebody types, only a full number with a wrong check digit is reported', () => {
  expect(['', '000', '000 000 572', '000 000 5724', '000 000 5725', '0000005725 1'].map(wrongSoFar)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    'wrong-check',
    undefined,
  ]);
});

const answering = (status: number, body: unknown) => async (): Promise<Response> =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });

test('a check number is looked up without cookies; a long text is not looked up', async () => {
  const asked: RequestInit[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    asked.push(init);
    return Response.json({ text: CODE });
  };
  expect(await textOfTyped('000 000 5724', fetch)).toEqual({ ok: true, value: CODE });
  expect(await textOfTyped(CODE, fetch)).toEqual({ ok: true, value: CODE });
  expect(asked).toMatchObject([{ method: 'POST', credentials: 'omit', body: '{"number":"0000005724"}' }]);
});

test.each([
  ['a number that no code has', answering(404, { code: 'code-not-found' }), { code: 'not-found', minutes: 0 }],
  [
    'too many questions',
    answering(429, { code: 'too-many-requests', retryAfter: 240 }),
    { code: 'too-many', minutes: 4 },
  ],
  [
    'too many, for seconds',
    answering(429, { code: 'too-many-requests', retryAfter: 3 }),
    { code: 'too-many', minutes: 1 },
  ],
  ['a server in trouble', answering(503, { code: 'server-busy' }), { code: 'busy', minutes: 0 }],
  ['a proxy in trouble', answering(502, '<html>'), { code: 'busy', minutes: 0 }],
  ['a login page of a hotel', answering(200, '<html>'), { code: 'not-our-server', minutes: 0 }],
  ['an answer that is no code', answering(200, { text: 'hello' }), { code: 'not-our-server', minutes: 0 }],
  ['an answer that is null', answering(200, 'null'), { code: 'not-our-server', minutes: 0 }],
  ['no answer', () => Promise.reject(new TypeError('failed')), { code: 'no-network', minutes: 0 }],
])('%s', async (_, fetch, error) => {
  expect(await textOfTyped('0000005724', fetch)).toEqual({ ok: false, error });
});

test('a malformed number is reported without a request', async () => {
  const never = () => Promise.reject(new Error('asked'));
  expect(await textOfTyped('0000005725', never)).toEqual({ ok: false, error: { code: 'wrong-check', minutes: 0 } });
});
