import { expect, test } from 'vitest';
import { anAcknowledgement, CONFIRMED, digestLike, REFUSED } from '../../test/answers.ts';
import { anEvent, OTHER_DEVICE_ID, TASK_ID } from '../../test/builders.ts';
import { claims, device, grant, grantedCode, issuing, ORIGIN, T } from '../../test/codes.ts';
import { sha256 } from '../../test/keys.ts';
import { grantRef, signGrant } from '../task-code/grant.ts';
import { issueCode, issueGrantedCode, liveText } from '../task-code/issue.ts';
import { anchorOf } from '../task-code/live.ts';
import { answerOf, digestOfCode, sameAnswer } from './answer.ts';
import type { EventIn } from './event.ts';

const seed = new Uint8Array(12).fill(7);
const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
const code = await issueCode(issuing.signer, anchored, ORIGIN);
const printed = await issueCode(issuing.signer, claims, ORIGIN);
const digest = (text: string) => digestOfCode(text, TASK_ID, sha256);

test('the printed and the live code have one digest, at any address', async () => {
  const known = await digest(printed);
  expect(known).toMatch(/^[0-9a-f]{32}$/);
  for (const seconds of [T + 60, T + 9000]) {
    const live = await liveText(code, anchored, seed, seconds, sha256);
    expect(live).not.toBe(printed);
    expect(await digest(live)).toBe(known);
  }
  expect(await digest(printed.replace(ORIGIN, 'https://liangma.example.cn'))).toBe(known);
});

test('another code of the same task has another digest', async () => {
  expect(await digest(await issueCode(issuing.signer, { ...anchored, nth: 3 }, ORIGIN))).not.toBe(
    await digest(printed),
  );
});

test('a code under a grant is the same in each of its steps, inline or by reference', async () => {
  const signed = await signGrant(issuing.signer, grant);
  const ref = await grantRef(signed, sha256);
  const texts = await Promise.all([
    issueGrantedCode(device.signer, { ref }, grantedCode, ORIGIN),
    issueGrantedCode(device.signer, { ref }, { ...grantedCode, step: 3 }, ORIGIN),
    issueGrantedCode(device.signer, { inline: signed }, grantedCode, ORIGIN),
  ]);
  expect(new Set(await Promise.all(texts.map(digest))).size).toBe(1);
});

test('a text that is no code has no digest', async () => {
  expect(await digest('https://example.cn')).toBeUndefined();
  expect(await digest('123')).toBeUndefined();
});

const scan = (channel: 'link' | 'assisted') =>
  anEvent('scan', { code: printed, verdict: 'genuine', channel }) as EventIn<'scan'>;

test('the answer in an event of the enterprise’s own phone', async () => {
  const { id: event, task, device: by, at } = scan('link');
  expect(await answerOf(scan('link'), sha256)).toEqual({
    event,
    task,
    device: by,
    at,
    code: await digest(printed),
    content: CONFIRMED,
  });
  const refusal = anEvent('refusal', { code: printed, ground: 'certificate-mismatch', note: '证号不同' });
  expect(await answerOf(refusal as EventIn<'refusal'>, sha256)).toMatchObject({ content: REFUSED });
  expect(await answerOf(scan('assisted'), sha256)).toBeUndefined();
});

test.each([
  ['time', { at: 1 }],
  ['device', { device: OTHER_DEVICE_ID }],
  ['code', { code: digestLike(1) }],
  ['answer', { content: REFUSED }],
  ['verdict', { content: { ...CONFIRMED, verdict: 'unsure' } }],
] as const)('another %s is another answer', (_, changes) => {
  const answer = anAcknowledgement();
  expect(sameAnswer(answer, structuredClone(answer))).toBe(true);
  expect(sameAnswer(answer, { ...answer, ...changes } as typeof answer)).toBe(false);
});
