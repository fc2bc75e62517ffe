import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aMatter, anAgency, anEvent, aRecord, aReference, aTask, aVisit, NOW } from '../../test/builders.ts';
import { context, device, ORIGIN, grant as signedElsewhere } from '../../test/codes.ts';
import { aGrant, grantDevice } from '../../test/grants.ts';
import { sha256 } from '../../test/keys.ts';
import { SERVER_LIMITS } from '../compliance/server-limits.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import type { GivenGrant } from '../grants/grant-terms.ts';
import { taskIdSchema } from '../kernel/ids.ts';
import { DAY, HOUR } from '../kernel/instant.ts';
import type { EventIn } from '../protocol/event.ts';
import { grantRef } from '../task-code/grant.ts';
import { type GrantedCode, taskUnder } from '../task-code/granted-code.ts';
import { issueGrantedCode } from '../task-code/issue.ts';
import { verifyCode } from '../task-code/verify.ts';
import type { Task, TaskIn } from '../tasks/task.ts';
import { type JudgeFacts, type Judgement, judgeEvent } from './judge.ts';
import { type IssuingFacts, regionOr } from './judge-issued.ts';

const { given, signed } = await aGrant();
const begins = NOW + HOUR;
const code: GrantedCode = {
  number: 3,
  enterprise: 'X00000000001',
  enterpriseName: '天祝雪域食品有限公司',
  region: '620623100',
  notBefore: begins / 1000,
  expires: (begins + 4 * HOUR) / 1000,
  kind: 'case',
  matters: ['M901'],
  officers: [],
  catalog: 1,
  nth: 0,
  step: 0,
};
const issuing: IssuingFacts = {
  grant: given,
  agency: anAgency(),
  matters: [aMatter('M901'), aMatter('M902', { agencyCode: 'YJGL' })],
  enterprise: aTask('applied').enterprise,
  enterpriseKnown: true,
  visits: [],
  officer: { account: 'wang', name: '执法员1' },
  statusEntry: { shard: '6206', day: 20_790, index: 1003 },
};

interface Change {
  readonly code?: Partial<GrantedCode>;
  readonly issuing?: Partial<IssuingFacts>;
  readonly facts?: Partial<JudgeFacts>;
  readonly said?: object;
}

async function judge(change: Change = {}): Promise<Judgement> {
  const made = { ...code, ...change.code };
  const text = await issueGrantedCode(device.signer, { inline: signed }, made, ORIGIN);
  const id = v.parse(taskIdSchema, await taskUnder(await grantRef(signed, sha256), made.number, sha256));
  const event = anEvent(
    'code-issued',
    { code: text, source: 'complaint', reference: aReference(), whyOnSite: '投诉称有过期原料。', ...change.said },
    { device: grantDevice, task: id, at: begins + 500 },
  );
  const verdict = await verifyCode(text, context({ now: event.at, keys: { ...context().keys, staleAt: 9e9 } }));
  return judgeEvent({
    event,
    hash: 'aa',
    known: undefined,
    task: undefined,
    code: verdict,
    now: begins + HOUR,
    device: { officer: given.holder, lastSeq: 0, lastHash: '', revokedAt: null },
    issuing: { ...issuing, ...change.issuing },
    policy: DEFAULT_POLICY,
    limits: SERVER_LIMITS,
    ...change.facts,
  });
}

const taskOf = (judgement: Judgement): Task => {
  if (judgement.kind !== 'accept' || !judgement.task) throw new Error(JSON.stringify(judgement));
  return judgement.task;
};

test('[FREQ-6] a code on site without a reference is accepted and raises an alert', async () => {
  expect(taskOf(await judge())).toMatchObject({ reference: aReference() });
  expect(await judge({ said: { reference: null } })).toMatchObject({
    task: { state: 'issued', reference: null },
    alerts: ['reference-missing'],
  });
});

test('[APR-3] a code for longer than an inspection may last is void, whatever the grant allows', async () => {
  const long = { expires: (begins + 5 * DAY) / 1000 + 1 };
  const policy = { ...DEFAULT_POLICY, longestWindow: DAY };
  expect(await judge({ code: { expires: (begins + DAY) / 1000 }, facts: { policy } })).toMatchObject({ alerts: [] });
  expect(taskOf(await judge({ code: long, facts: { policy } }))).toMatchObject({
    state: 'withdrawn',
    reason: 'outside-bounds',
  });
});

test('a code issued within its grant makes a task: applied for by the officer, approved by who gave the grant', async () => {
  const judged = await judge({ issuing: { visits: [aVisit()] } });
  expect(judged).toMatchObject({ kind: 'accept', alerts: [] });
  expect(taskOf(judged)).toMatchObject({
    state: 'issued',
    rev: 1,
    type: 'case',
    source: 'complaint',
    nth: 2,
    statusEntry: { shard: '6206', day: 20_790, index: 1003 },
    agency: given.agency,
    enterprise: issuing.enterprise,
    matters: ['M901'],
    officers: given.officers,
    applied: { at: begins + 500, by: 'wang', name: '执法员1' },
    approved: given.given,
    window: { from: begins, to: begins + 4 * HOUR },
    grant: { id: given.id, number: 3 },
  });
});

const ended = (at: number): GivenGrant => ({ ...given, ended: { at, by: 'head', name: '局长', reason: '调整' } });
const elsewhere = { ...issuing.enterprise, region: '620602001' };
test.each<[string, Change, string, string]>([
  ['a number too many', { code: { number: 21 } }, 'outside-bounds', 'grant-exceeded'],
  [
    'an enterprise that nobody registered',
    { issuing: { enterpriseKnown: false } },
    'enterprise-unknown',
    'grant-exceeded',
  ],
  ['one that is really elsewhere', { issuing: { enterprise: elsewhere } }, 'enterprise-elsewhere', 'grant-exceeded'],
  ['a matter of another agency', { code: { matters: ['M902'] } }, 'matter-not-allowed', 'grant-exceeded'],
  ['a matter that nobody published', { code: { matters: ['M901', 'M999'] } }, 'matter-not-allowed', 'grant-exceeded'],
  ['one officer', { code: { officers: [0] } }, 'too-few-officers', 'grant-exceeded'],
  ['begun when the grant was ended', { issuing: { grant: ended(begins) } }, 'grant-ended', 'issued-after-end'],
])('[SYNC-10] %s: kept, void, told', async (_, change, reason, alert) => {
  const judged = await judge(change);
  expect(judged).toMatchObject({ kind: 'accept', alerts: [alert] });
  expect(taskOf(judged)).toMatchObject({ state: 'withdrawn', reason, withdrawn: { by: 'system', at: begins + HOUR } });
});

test('[SYNC-10] a record under a void code is kept as evidence', async () => {
  const task = taskOf(await judge({ code: { number: 21 } }));
  const { from: startedAt } = task.window;
  const record = aRecord({ startedAt, endedAt: startedAt });
  const event = anEvent('record-submitted', record, { device: grantDevice, task: task.id, at: startedAt });
  expect(await judge({ facts: { event, task, code: undefined, shown: true } })).toMatchObject({
    kind: 'accept',
    task: { state: 'performed-after-withdrawal' },
    alerts: ['performed-after-withdrawal'],
  });
});

test('begun a moment before the grant was ended: good', async () => {
  expect(await judge({ issuing: { grant: ended(begins + 1) } })).toMatchObject({
    task: { state: 'issued' },
    alerts: [],
  });
});

test('[SYNC-10] one number twice: the same code again is no conflict, another one is void with the first', async () => {
  const first = taskOf(await judge()) as TaskIn<'issued'>;
  const same = await judge({ code: { step: 1 }, facts: { task: first } });
  expect(same).toEqual({ kind: 'accept', task: first, alerts: [] });
  const other = await judge({ code: { enterprise: 'X00000000002' }, facts: { task: first } });
  expect(other).toMatchObject({
    kind: 'accept',
    alerts: ['grant-exceeded'],
    task: { state: 'withdrawn', reason: 'number-used-twice' },
  });
  const inspected = { ...first, state: 'recorded', started: { at: 1, device: grantDevice }, record: aRecord() } as Task;
  expect(await judge({ code: { matters: ['M902'] }, facts: { task: inspected } })).toMatchObject({
    alerts: ['grant-exceeded'],
    task: { state: 'recorded' },
  });
});

test.each([
  ['in its last second', begins + 72 * HOUR, []],
  ['a second later', begins + 72 * HOUR + 1000, ['reported-late']],
])('[LATE-3] a code that reaches the server %s of the hours it has', async (_, now, alerts) => {
  expect(await judge({ facts: { now } })).toMatchObject({ kind: 'accept', task: { state: 'issued' }, alerts });
});

test('[SYNC-9] a forged code, an unknown grant and another device are refused; a revoked device goes into quarantine', async () => {
  const bad = { verdict: 'refuse', reasons: ['bad-signature'] } as const;
  expect(await judge({ facts: { code: bad } })).toMatchObject({ code: 'code-refused', reasons: ['bad-signature'] });
  expect(await judge({ facts: { issuing: undefined } })).toMatchObject({ code: 'code-refused' });
  const other = await judge({ issuing: { grant: { ...given, device: 'ff'.repeat(16) as never } } });
  expect(other).toMatchObject({ kind: 'reject', code: 'device-mismatch' });
  const revoked = { officer: given.holder, lastSeq: 0, lastHash: '', revokedAt: begins };
  expect(await judge({ facts: { device: revoked } })).toMatchObject({ kind: 'quarantine' });
  expect(await judge({ facts: { device: revoked, released: true } })).toMatchObject({ task: { state: 'issued' } });
});

test('an enterprise whose phone finds the network first waits for the officer’s device', async () => {
  const text = await issueGrantedCode(device.signer, { inline: signed }, code, ORIGIN);
  const verdict = await verifyCode(text, context({ now: begins, keys: { ...context().keys, staleAt: 9e9 } }));
  const task = v.parse(taskIdSchema, verdict.claims?.task);
  const event = anEvent('scan', { code: text, verdict: 'genuine', channel: 'link' }, { task }) as EventIn<'scan'>;
  const browser = { officer: null, lastSeq: 0, lastHash: '', revokedAt: null };
  const facts = { event, task: undefined, code: verdict, device: browser };
  expect(await judge({ facts })).toEqual({ kind: 'wait' });
  expect(await judge({ facts: { ...facts, code: { verdict: 'refuse', reasons: ['bad-signature'] } } })).toMatchObject({
    code: 'unknown-task',
  });
  expect(signedElsewhere.maxCodes).toBe(given.maxCodes);
});

test.each([
  ['620623', '620623', 'the county of the grant'],
  ['620623101', '620623101', 'a township in it'],
  ['620102', '620623', 'another county'],
  ['62', '620623', 'the province around it'],
  ['620623; drop', '620623', 'no region'],
  ['', '620623', 'nothing'],
])('[SYNC-10] for an enterprise that nobody registered the claim %j is kept in %s: it is %s', (claimed, kept) => {
  expect(regionOr(claimed, '620623')).toBe(kept);
});
