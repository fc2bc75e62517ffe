import { openAcknowledgement } from '@liangma/shared/protocol/acknowledgement';
import { answerOf } from '@liangma/shared/protocol/answer';
import type { EventIn } from '@liangma/shared/protocol/event';
import { issueCode } from '@liangma/shared/task-code/issue';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { expect, test } from 'vitest';
import { claims, issuing, T } from '../../../../../shared/test/codes.ts';
import { appendEvent, type CodeHappening } from '../../outbox/append.ts';
import { createMemoryStore } from '../../outbox/memory-store.ts';
import { returnCodeOf } from './return-code.ts';

const ORIGIN = 'https://liangma.example.cn';
const text = await issueCode(issuing.signer, claims, ORIGIN);

async function kept(type: CodeHappening['type'], data: object) {
  const store = createMemoryStore();
  const record = await appendEvent(store, { type, claims, text, data }, T * 1000, () => new Uint8Array(10).fill(5));
  return { record, device: await store.device() };
}

test.each([
  [
    'scan',
    { code: text, verdict: 'genuine', channel: 'camera' },
    { type: 'scan', verdict: 'genuine', channel: 'camera' },
  ],
  ['refusal', { code: text, ground: 'other', note: '没有出示证件' }, { type: 'refusal', ground: 'other' }],
] as const)('the return QR of a %s says what its event says', async (type, data, said) => {
  const { record, device } = await kept(type, data);
  const code = await returnCodeOf(record, device, ORIGIN);
  expect(code?.startsWith(`${ORIGIN}/r#`)).toBe(true);
  const answer = await answerOf(record.event as EventIn<'scan'>, sha256);
  expect(answer).toMatchObject({ event: record.event.id, task: claims.task, at: T * 1000, content: said });
  expect(await openAcknowledgement(code ?? '', verifySignature, sha256)).toEqual({
    ok: true,
    value: { ...answer, publicKey: device.publicKey },
  });
});

test('an evaluation has no return QR', async () => {
  const { record, device } = await kept('evaluation', {
    overall: 'satisfied',
    answers: {},
    prohibitedActs: [],
    text: '',
  });
  expect(await returnCodeOf(record, device, ORIGIN)).toBeUndefined();
});
