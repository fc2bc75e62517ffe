/** Numbers, tasks and pictures of codes that this device issues by itself, on an IndexedDB in memory. */
import { writeRules } from '@liangma/shared/compliance/rulebook';
import { FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { taskOnSite } from '@liangma/shared/grants/issued';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { MatterId } from '@liangma/shared/matters/matter';
import { parseContainer } from '@liangma/shared/task-code/container';
import { grantRef } from '@liangma/shared/task-code/grant';
import { type GrantedCode, taskUnder } from '@liangma/shared/task-code/granted-code';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { firstValueFrom } from 'rxjs';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aTask, NOW } from '../../../../../../shared/test/builders.ts';
import { context, ORIGIN, statusLists } from '../../../../../../shared/test/codes.ts';
import { aGrant, type SignedGrant } from '../../../../../../shared/test/grants.ts';
import { sha256 } from '../../../../../../shared/test/keys.ts';
import { type DeviceDb, openDeviceDb, writeMeta } from '../database/device-db.ts';
import { append } from '../outbox/event-log.ts';
import { grantedLiveText, hasShortForm } from '../tasks/issued-tasks.ts';
import { openTasks$, taskLog$ } from '../tasks/task-log.ts';
import type { Wire } from '../wire/wire.ts';
import { findGrant, grants$, takeNumber } from './grants.ts';

const held = await aGrant({ maxCodes: 3 });
let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`g${account}`);
  await hold(held);
});
afterEach(() => db.close());

const hold = ({ given, signed }: SignedGrant, issued = 0) =>
  db.grants.put({ id: given.id, data: given, signed, issued });
const take = (on = db) => takeNumber(on, held.given.id);

test('[GRANT-4] numbers are given once, over all tabs, and no more than the grant allows', async () => {
  const otherTab = openDeviceDb(`g${account}`);
  const taken = await Promise.all([take(), take(otherTab), take(), take(otherTab), take()]);
  otherTab.close();
  expect(taken.map((number) => number ?? 0).sort()).toEqual([0, 0, 1, 2, 3]);
});

test('numbers that the server has seen count too, and a newer copy of the grant takes none back', async () => {
  expect(await take()).toBe(1);
  await hold(held);
  expect(await take()).toBe(2);
  await hold(held, 3);
  expect(await take()).toBeUndefined();
  const [shown] = await new Promise<readonly { issued: number }[]>((resolve) => {
    grants$(db).subscribe((grants) => resolve(grants));
  });
  expect(shown?.issued).toBe(3);
});

const code: GrantedCode = {
  number: 1,
  enterprise: 'X00000000001',
  enterpriseName: '天祝雪域食品有限公司',
  region: '620623100',
  notBefore: NOW / 1000,
  expires: NOW / 1000 + 4 * 3600,
  kind: 'case',
  matters: ['M901'],
  officers: [],
  catalog: 1,
  nth: 0,
  step: 0,
};

/** Leaves an issued code in the database as `issuing.ts` does, with this device's own key in the grant. */
async function issued() {
  const key = await createDeviceKey();
  await db.keys.put({ id: 'device', key, enrolledAt: 1 });
  const { given, signed } = await aGrant({}, key.publicKey);
  await hold({ given, signed });
  const text = await issueGrantedCode(deviceSigner(key), { inline: signed }, code, ORIGIN);
  const id = v.parse(taskIdSchema, await taskUnder(await grantRef(signed, sha256), 1, sha256));
  const ctx = { ...context({ now: NOW, keys: { ...context().keys, staleAt: 9e9 } }), granted: resolveGranted(none) };
  const { claims } = await verifyCode(text, ctx);
  if (!claims) throw new Error('not genuine');
  const statement = { code: text, source: 'complaint', reference: null, whyOnSite: '投诉' } as const;
  const data = taskOnSite({
    id,
    claims,
    statement,
    grant: given,
    enterprise: aTask('applied').enterprise,
    matters: ['M901' as MatterId],
    statusEntry: { ...given.statusEntry, index: 1001 },
    nth: 0,
    by: { at: NOW, by: 'wang', name: '执法员1' },
  });
  await writeMeta(db, 'rules', writeRules({ rows: FIRST_ROWS, calendar: [] }));
  await db.issued.put({ task: id, data, givenAt: NOW - HOUR });
  return { id, task: data, statement, given, signed };
}
const none = async () => undefined;

test('a task issued here stands in the list until the server has it, with what was done since', async () => {
  const { id, task, statement } = await issued();
  await append(db, { type: 'code-issued', task: id, taskRev: 0, data: statement });
  await append(db, { type: 'inspection-started', task: id, taskRev: 1, data: {} });
  const log = await firstValueFrom(taskLog$(db, id));
  expect(log).toMatchObject({ known: { id, nth: 0 }, task: { state: 'inspecting' } });
  expect((await firstValueFrom(openTasks$(db, NOW))).map((one) => one.state)).toEqual(['inspecting']);
  const server = { ...task, nth: 4, state: 'withdrawn', withdrawn: task.approved, reason: 'grant-ended' } as const;
  await db.tasks.add({
    id,
    day: '2026-11-24',
    from: NOW,
    state: 'withdrawn',
    rev: 2,
    data: server as never,
  });
  expect(await firstValueFrom(taskLog$(db, id))).toMatchObject({ known: { nth: 4, reason: 'grant-ended' } });
  expect(await firstValueFrom(openTasks$(db, NOW))).toHaveLength(1);
});

test('a code is signed anew in each step; by reference once the grant is known at doors, whole on request', async () => {
  const { id, task, signed } = await issued();
  const at = (hours: number) => NOW / 1000 + hours * 3600;
  const form = async (hours: number, whole = false) => {
    const text = (await grantedLiveText(db, task, at(hours), whole)) as string;
    const grant = parseContainer(bytesOfText(text) as Uint8Array)?.grant;
    return [text, grant && ('inline' in grant ? 'whole' : 'reference')] as const;
  };
  expect((await form(0))[1]).toBe('whole');
  expect((await form(0))[0]).not.toBe((await form(0.1))[0]);
  await db.issued.update(id, { givenAt: NOW - DAY + 1 });
  expect([(await form(0))[1], await hasShortForm(db, task, NOW)]).toEqual(['whole', false]);
  await db.issued.update(id, { givenAt: NOW - DAY });
  expect([(await form(0))[1], await hasShortForm(db, task, NOW)]).toEqual(['reference', true]);
  expect((await form(0, true))[1]).toBe('whole');
  const wire = { getFile: none } as unknown as Wire;
  const granted = resolveGranted(findGrant(db, wire, context().keys));
  const now = at(1) * 1000;
  const status = statusLists({ issuedAt: NOW / 1000 });
  const ctx = { ...context({ now, status, keys: { ...context().keys, staleAt: 9e9 } }), granted };
  expect(await verifyCode((await form(1))[0], ctx)).toMatchObject({ verdict: 'genuine', presence: 'live' });
  expect((await verifyCode((await form(0.9))[0], ctx)).reasons).toEqual(['copied']);
  expect(signed.length).toBeGreaterThan(100);
});

test('a device that did not issue it shows nothing of its own', async () => {
  const { task } = await issued();
  await db.issued.clear();
  expect(await grantedLiveText(db, task, NOW / 1000, false)).toBeUndefined();
});
