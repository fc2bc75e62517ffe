/** Two people on one phone: what one has made is neither seen nor sent under the other's name. */
import { standingPost } from '@liangma/shared/access/post';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from './database/device-db.ts';
import { deviceKey } from './device/device-keys.ts';
import { sessionCheck } from './device/session-check.ts';
import { mustStay } from './device/sign-out.ts';
import { pushEvents } from './exchange/push.ts';
import { append } from './outbox/event-log.ts';
import { makeHandover } from './outbox/handover-file.ts';
import { ledger$ } from './outbox/ledger.ts';
import type { Uses } from './parts.ts';
import { wireOver } from './wire/wire.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const ACTOR = {
  account: 'zhuoma',
  name: '卓玛',
  posts: [standingPost('inspector', { agency: null, region: '620623' })],
  agency: null,
  officer: 'O0002',
  region: '620623',
  demo: true,
};

const device = (db: DeviceDb, account: string) =>
  ({ db, actor: { account } }) as unknown as Uses<'db' | 'actor' | 'drafts'>;

const [own, other] = [openDeviceDb('wangjianguo'), openDeviceDb('zhuoma')];
beforeAll(async () => {
  await append(own, { type: 'code-shown', task: TASK, taskRev: 1, data: {} });
});
afterAll(() => {
  for (const db of [own, other]) db.close();
});

test('each account has rows, a key and files of its own', async () => {
  const count = async (db: DeviceDb) => (await firstValueFrom(ledger$({ db }))).waiting.length;
  expect([await count(own), await count(other)]).toEqual([1, 0]);
  expect((await deviceKey(own)).id).not.toBe((await deviceKey(other)).id);
  expect((await makeHandover(device(own, 'wangjianguo'), 1))?.events).toHaveLength(1);
  expect(await makeHandover(device(other, 'zhuoma'), 1)).toBeUndefined();
});

test('an account with unsent work cannot sign out, another account can', async () => {
  expect(await mustStay(device(own, 'wangjianguo'))).toBe('unsent');
  expect(await mustStay(device(other, 'zhuoma'))).toBeUndefined();
});

test('a browser signed in as the other account sends nothing of the first', async () => {
  const asked: string[] = [];
  const wire = wireOver(
    async (path) => {
      asked.push(path);
      return Response.json({ actor: ACTOR });
    },
    () => 0,
    () => undefined,
  );
  const seen: string[] = [];
  const confirmSession = sessionCheck(
    wire,
    'wangjianguo',
    () => 0,
    ({ account }) => void seen.push(account),
  );
  const rows = await own.events.toArray();
  const pushed = pushEvents(
    {
      confirmSession,
      send: (body) => wire.postJson('/api/sync/events/push', body),
      take: async () => undefined,
      now: () => 0,
    },
    rows,
  );
  await expect(pushed).rejects.toMatchObject({ kind: 'other-account' });
  expect([asked, seen]).toEqual([['/api/session'], ['zhuoma']]);
});
