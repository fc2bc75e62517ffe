/** Events that a version before has left, read and sent without a schema. */
import { standingPost } from '@liangma/shared/access/post';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { beforeEach, expect, test } from 'vitest';
import { openDeviceDb } from '../database/device-db.ts';
import type { EventRow } from '../rows.ts';
import { append } from './event-log.ts';
import { pendingRaw, sendBeforeMigration } from './send-before-migration.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;
const NOW = 1_795_000_000_000;

let account = '';
let count = 0;
let rows: EventRow[];
/** Requests that the server got: the path, and the ids in the body. */
let asked: [path: string, ids: string[]][];
beforeEach(async () => {
  account = `s${count++}`;
  asked = [];
  const db = openDeviceDb(account);
  rows = [];
  for (let i = 0; i < 3; i++) {
    const made = await append(db, shown);
    if (made.ok) rows.push(made.value);
  }
  await db.events.update(rows[0]?.id ?? '', { sync: { state: 'waiting' } });
  db.close();
});

const actor = (name: string) => ({
  account: name,
  name,
  posts: [standingPost('inspector', { agency: null, region: '620623' })],
  officer: 'O620623001',
  agency: null,
  region: '620623',
  demo: false,
});

type Answers = Readonly<Record<string, (sent: EventRow[]) => unknown>>;
const server =
  (answers: Answers) =>
  async (path: string, init?: RequestInit): Promise<Response> => {
    const body = init?.body ? (JSON.parse(String(init.body)) as { newDocumentState: EventRow }[]) : [];
    const sent = body.map(({ newDocumentState }) => newDocumentState);
    asked.push([path, sent.map(({ id }) => id)]);
    return Response.json(answers[path]?.(sent) ?? {});
  };

const session = (name: string): Answers => ({ '/api/session': () => ({ actor: actor(name) }) });
const quarantine: Answers = {
  '/api/sync/events/push': (sent) => sent.map((row) => ({ ...row, sync: { state: 'quarantined', receivedAt: NOW } })),
};

test('[SYNC-18] pending events are read from their envelopes, in the order of the chain', async () => {
  const waiting = rows.slice(1).map(({ id, device, seq, type, task, at, envelope }) => ({
    id,
    device,
    seq,
    type,
    task,
    at,
    envelope,
    sync: { state: 'pending' },
  }));
  expect(await pendingRaw(account)).toEqual(waiting);
});

test('[SYNC-18] they are sent under the session of their account, and nothing on the device changes', async () => {
  const was = await pendingRaw(account);
  expect(await sendBeforeMigration(account, server({ ...session(account), ...quarantine }))).toBe(2);
  expect(asked).toEqual([
    ['/api/session', []],
    ['/api/sync/events/push', rows.slice(1).map(({ id }) => id)],
  ]);
  expect(await pendingRaw(account)).toEqual(was);
});

test('no other account sends them', async () => {
  const other = server({ ...session('somebody-else'), ...quarantine });
  await expect(sendBeforeMigration(account, other)).rejects.toMatchObject({ kind: 'other-account' });
  expect(asked.map(([path]) => path)).toEqual(['/api/session']);
});

test('the page of a portal is no answer', async () => {
  const portal = server({ ...session(account), '/api/sync/events/push': () => ({ welcome: true }) });
  await expect(sendBeforeMigration(account, portal)).rejects.toMatchObject({ kind: 'not-our-server' });
  expect(asked).toHaveLength(2);
});

test('without pending events there is no request', async () => {
  expect(await sendBeforeMigration('nobody', server({}))).toBe(0);
  expect(asked).toEqual([]);
});
