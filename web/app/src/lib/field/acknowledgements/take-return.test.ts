import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { err, ok } from '@liangma/shared/kernel/result';
import { acknowledgementText } from '@liangma/shared/protocol/acknowledgement';
import { digestOfCode } from '@liangma/shared/protocol/answer';
import { issueCode } from '@liangma/shared/task-code/issue';
import { expect, test } from 'vitest';
import type { NewEvent } from '#lib/offline/outbox/chain.ts';
import type { TaskLog } from '#lib/offline/tasks/task-log.ts';
import { aSealedAcknowledgement, digestLike, REFUSED } from '../../../../../../shared/test/answers.ts';
import { anEvent, aTask, EVENT_ID, NOW, OTHER_DEVICE_ID, TASK_ID } from '../../../../../../shared/test/builders.ts';
import { claims, issuing } from '../../../../../../shared/test/codes.ts';
import { sha256, verifySignature } from '../../../../../../shared/test/keys.ts';
import { type ReturnPorts, takeReturn } from './take-return.ts';

const ORIGIN = 'https://liangma.example.cn';
const task = aTask('issued', { code: await issueCode(issuing.signer, claims, ORIGIN) });
const code = (await digestOfCode(task.code, TASK_ID, sha256)) as string;
const { acknowledgement, bytes } = await aSealedAcknowledgement({ code });
const text = acknowledgementText(ORIGIN, bytes);

const log = (changes: Partial<TaskLog> = {}): TaskLog => ({ known: task, task, events: [], ...changes }) as TaskLog;
const kept = (state: 'pending' | 'rejected') =>
  ({
    row: { sync: { state } },
    event: anEvent('acknowledgement-scanned', { ack: toBase64Url(bytes) }),
  }) as TaskLog['events'][number];

async function take(scanned: string, found: TaskLog | null = log(), append: ReturnPorts['append'] = async () => ok(0)) {
  const made: NewEvent<'acknowledgement-scanned'>[] = [];
  const ports: ReturnPorts = {
    verifySignature,
    sha256,
    taskLog: async (id) => (id === TASK_ID ? found : null),
    append: async (event) => {
      made.push(event);
      return append(event);
    },
  };
  return { taken: await takeReturn(scanned, ports), made };
}

test('an answer to the code of a task here becomes an event of this device', async () => {
  const { taken, made } = await take(text);
  expect(taken).toEqual(ok({ answer: acknowledgement, task, fresh: true }));
  expect(made).toEqual([
    { type: 'acknowledgement-scanned', task: TASK_ID, taskRev: task.rev, data: { ack: toBase64Url(bytes) } },
  ]);
});

test('a refusal too', async () => {
  const refused = await aSealedAcknowledgement({ code, content: REFUSED });
  const { taken, made } = await take(acknowledgementText(ORIGIN, refused.bytes));
  expect(taken).toMatchObject({ value: { answer: { content: REFUSED }, fresh: true } });
  expect(made).toHaveLength(1);
});

const entry = { device: OTHER_DEVICE_ID, at: NOW, event: EVENT_ID, routes: ['own' as const] };
test.each([
  ['scanned here before', log({ events: [kept('pending')] })],
  [
    'already at the server',
    log({ known: aTask('issued', { code: task.code, scans: [{ ...entry, verdict: 'genuine', channel: 'link' }] }) }),
  ],
  [
    'a refusal that the server has',
    log({ known: aTask('refused', { code: task.code, refused: { ...entry, ground: 'other', note: '', rev: 2 } }) }),
  ],
] as const)('%s: nothing new is made', async (_, found) => {
  const { taken, made } = await take(text, found);
  expect(taken).toMatchObject({ ok: true, value: { fresh: false } });
  expect(made).toEqual([]);
});

test('one that the server did not accept may be scanned again', async () => {
  expect((await take(text, log({ events: [kept('rejected')] }))).made).toHaveLength(1);
});

const changed = `${text.slice(0, -1)}${(Number(text.at(-1)) + 1) % 10}`;
const otherCode = await aSealedAcknowledgement({ code: digestLike(7) });
test.each([
  ['a digit changed', changed, log(), 'broken'],
  ['a text that is something else', 'https://example.cn', log(), 'broken'],
  ['a task that is not on this device', text, null, 'other-task'],
  ['a task that has no code yet', text, log({ known: aTask('applied') }), 'other-task'],
  ['an answer to another code', acknowledgementText(ORIGIN, otherCode.bytes), log(), 'other-code'],
] as const)('%s: nothing is made, and it says why', async (_, scanned, found, trouble) => {
  const { taken, made } = await take(scanned, found);
  expect(taken).toEqual(err(trouble));
  expect(made).toEqual([]);
});

test('what the device cannot keep is not taken', async () => {
  expect((await take(text, log(), async () => err('too-large'))).taken).toEqual(err('too-large'));
  await expect(take(text, log(), () => Promise.reject(new Error('full')))).rejects.toThrow('full');
});
