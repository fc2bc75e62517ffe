import { taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { err, ok } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { LateContent, LateEntryRow } from '../rows.ts';
import { applicationOfEntry, emptyContent, instantOf, localOf } from './late-application.ts';
import { sendLateEntries } from './late-entries.ts';

let db: DeviceDb;
beforeEach(() => {
  db = openDeviceDb(`late-${Math.random()}`);
});
afterEach(() => db.delete());

const content: LateContent = {
  ...emptyContent('O0001'),
  enterprise: { id: 'X00000000001', name: '天祝雪域食品有限公司', township: '华藏寺镇', region: '620623100' },
  ground: 'no-network',
  number: '12345-0001',
  received: '2026-11-23',
  matters: ['M901'],
  officers: ['O0001', 'O0002'],
  from: '2026-11-24T09:00',
  to: '2026-11-24T10:00',
  reason: '镇上基站停电，现场两部手机都没有信号。',
  whyOnSite: '投诉反映经营场所卫生不达标。',
};
const row = (n: number, changes: Partial<LateEntryRow> = {}): LateEntryRow => ({
  id: v.parse(taskIdSchema, uuidV7(n, new Uint8Array(10))),
  content,
  savedAt: n,
  state: 'ready',
  ...changes,
});
const states = async () => (await db.lateEntries.orderBy('savedAt').toArray()).map(({ state }) => state);

test('[LATE-2] entries go when there is network, in their order, and drafts stay', async () => {
  await db.lateEntries.bulkAdd([row(1), row(2, { state: 'draft' }), row(3)]);
  const sent: string[] = [];
  const offline = async () => err({ code: 'offline', findings: [] });
  expect(await sendLateEntries(db, offline)).toBe(0);
  expect(await states()).toEqual(['ready', 'draft', 'ready']);
  const enter = async (id: string) => {
    sent.push(id);
    return ok(null);
  };
  expect(await sendLateEntries(db, enter)).toBe(2);
  expect(sent).toEqual([row(1).id, row(3).id]);
  expect(await states()).toEqual(['sent', 'draft', 'sent']);
  expect(await sendLateEntries(db, enter)).toBe(0);
});

test('[LATE-1] an entry that the server refuses stays with what it found, and holds no other up', async () => {
  await db.lateEntries.bulkAdd([row(1), row(2)]);
  const enter = async (id: string) => (id === row(1).id ? err({ code: 'findings', findings: [] }) : ok(null));
  expect(await sendLateEntries(db, enter)).toBe(1);
  expect(await db.lateEntries.get(row(1).id)).toMatchObject({ state: 'refused', refusal: { code: 'findings' } });
  expect(await states()).toEqual(['refused', 'sent']);
});

test('[LATE-2] what is typed becomes an application in the time of China, once nothing is missing', () => {
  const from = Date.parse('2026-11-24T09:00:00+08:00');
  expect([instantOf(content.from), localOf(from + 31_000)]).toEqual([from, content.from]);
  expect(applicationOfEntry(content)).toMatchObject({
    type: 'case',
    late: { ground: 'no-network' },
    window: { from, to: from + 3_600_000 },
    reasons: { 'LATE-2': content.reason },
  });
  for (const missing of [{ ground: '' }, { from: '' }, { enterprise: null }, { to: content.from }] as const)
    expect(applicationOfEntry({ ...content, ...missing })).toBeUndefined();
});
