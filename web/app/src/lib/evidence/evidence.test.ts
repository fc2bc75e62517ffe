import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { HOUR } from '@liangma/shared/kernel/instant';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import type { TraceStep } from '@liangma/shared/supervision/trace';
import type { Claims } from '@liangma/shared/task-code/claims';
import { grantRef, signGrant } from '@liangma/shared/task-code/grant';
import { taskUnder } from '@liangma/shared/task-code/granted-code';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { issueCode, issueGrantedCode } from '@liangma/shared/task-code/issue';
import type { IssuingKey } from '@liangma/shared/trust/key-set';
import { type StatusList, statusBits, statusDay } from '@liangma/shared/trust/status-list';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aTask, NOW, TASK_ID } from '../../../../../shared/test/builders.ts';
import { grant, device as grantDevice, grantedCode, T } from '../../../../../shared/test/codes.ts';
import { aKey, issuingKey, sha256, verifySignature } from '../../../../../shared/test/keys.ts';
import { gatherEvidence, type Verifier } from './evidence.ts';

const key = aKey();
const seconds = NOW / 1000;
const claims: Claims = {
  agency: '620623-SCJG',
  agencyName: '市场监管局',
  enterprise: 'X00000000001',
  enterpriseName: '雪域食品',
  notBefore: seconds,
  expires: seconds + 3600,
  task: TASK_ID,
  kind: 'routine',
  matters: ['M901'],
  officers: [],
  catalog: 1,
  nth: 1,
  statusShard: '6206',
  statusIndex: 7,
};
const issued = async (change: Partial<Claims> = {}) =>
  aTask('issued', { code: await issueCode(key.signer, { ...claims, ...change }, 'http://localhost:8787') });

const listWith = (days: StatusList['days']): ReadonlyMap<string, StatusList> =>
  new Map([['6206', { shard: '6206', issuedAt: seconds, ttl: 86_400, days }]]);

const verifier = (withdrawn = 0, change: Partial<IssuingKey> = {}): Verifier => ({
  trust: {
    keys: { issuedAt: seconds, staleAt: seconds + 86_400, keys: [issuingKey(key, change)] },
    status: listWith(new Map([[statusDay(claims.expires), Uint8Array.of(withdrawn)]])),
    catalog: { version: 1, matters: new Map([['M901', { title: '', basis: '', cap: null }]]) },
  },
  verifySignature,
  sha256,
  granted: resolveGranted(async () => undefined),
  // Long after the window: that its time is over says nothing against the code.
  now: NOW + 100 * HOUR,
});

const codeOf = async (...[task, by]: [Parameters<typeof gatherEvidence>[0], Verifier]) =>
  (await gatherEvidence(task, [], by)).code;

test('a code of an inspection that is over is still genuine', async () => {
  expect(await codeOf(await issued(), verifier())).toBe('genuine');
});

test.each([
  ['withdrawn', verifier(0b1000_0000)],
  ['bad-key', verifier(0, { compromisedAt: seconds })],
  ['false', verifier(0, { publicKey: aKey().publicKey })],
] as const)('a code can be %s', async (code, by) => {
  expect(await codeOf(await issued(), by)).toBe(code);
});

test('a code issued on site: good when its window is long over, and whether or not its grant was ended since', async () => {
  const signed = await signGrant(key.signer, grant);
  const device = 'http://localhost:8787';
  const text = (number: number) =>
    issueGrantedCode(grantDevice.signer, { inline: signed }, { ...grantedCode, number, step: 0 }, device);
  const taskOf = async (number: number) => {
    const id = v.parse(taskIdSchema, await taskUnder(await grantRef(signed, sha256), number, sha256));
    return aTask('issued', { id, code: await text(number), window: { from: T * 1000, to: T * 1000 + HOUR } });
  };
  const by = verifier();
  expect(await codeOf(await taskOf(3), by)).toBe('genuine');
  expect(await codeOf(await taskOf(21), by)).toBe('beyond-grant');
  const status = listWith(new Map([[statusDay(grant.expires), statusBits([1000])]]));
  const ended = { ...by, trust: { ...by.trust, status } };
  expect(await codeOf(await taskOf(3), ended)).toBe('genuine');
});

test('the code of another task is false, and an application has none', async () => {
  expect(await codeOf(await issued({ task: '019ab3a0-1234-7abc-8def-0123456789ff' }), verifier())).toBe('false');
  expect(await codeOf(aTask('applied'), verifier())).toBe('none');
  expect(await codeOf(aTask('issued', { code: '' }), verifier())).toBe('none');
});

test('a receipt holds for the moment it names, and for no other', async () => {
  const signed = await signReceipt(
    key.signer,
    { hash: new Uint8Array(32), shard: '6206', seq: 1, receivedAt: NOW },
    sha256,
  );
  const step = (receivedAt: number, receipt: string | null, returned: object[] = []) =>
    ({ receivedAt, receipt, returned }) as TraceStep;
  const receipt = toBase64Url(signed);
  const steps = [step(NOW, receipt), step(NOW + 1, receipt), step(NOW, 'AAAA'), step(NOW, null)];
  expect((await gatherEvidence(aTask('applied'), steps, verifier())).receipts).toEqual({ valid: 1, total: 3 });
  // [SYNC-1] A receipt that was signed anew says when, and the trace shows both moments.
  const renewed = { ...step(NOW - HOUR, receipt), renewedAt: NOW };
  const untold = step(NOW - HOUR, receipt);
  expect((await gatherEvidence(aTask('applied'), [renewed, untold], verifier())).receipts).toEqual({
    valid: 1,
    total: 2,
  });
  const returned = [step(NOW, null, [{ receivedAt: NOW, receipt }]), step(NOW, receipt, [{ receivedAt: 0, receipt }])];
  expect((await gatherEvidence(aTask('applied'), returned, verifier())).receipts).toEqual({ valid: 2, total: 3 });
});
