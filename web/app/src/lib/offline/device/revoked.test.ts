import { HOUR } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { openDeviceDb, readMeta } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { asDeviceInUse } from './revoked.ts';

test('[SYNC-9] a revoked device asks for nothing for an hour; an answer with data puts it in use again', async () => {
  const db = openDeviceDb('revoked');
  let now = 5_000_000;
  let asked = 0;
  const ask = (answer: () => string) =>
    asDeviceInUse(
      db,
      () => now,
      async () => {
        asked++;
        return answer();
      },
    );
  const refuse = (): string => {
    throw new SyncProblem('device-revoked', HOUR);
  };
  expect(await ask(() => 'tasks')).toBe('tasks');
  await expect(ask(refuse)).rejects.toMatchObject({ kind: 'device-revoked' });
  expect(await readMeta(db, 'revokedAt')).toBe(now);
  await expect(ask(() => 'never asked')).rejects.toMatchObject({ kind: 'device-revoked', retryAfter: HOUR });
  expect(asked).toBe(2);
  now += HOUR;
  expect(await ask(() => 'tasks')).toBe('tasks');
  expect(await readMeta(db, 'revokedAt')).toBeUndefined();
  await db.delete();
});
