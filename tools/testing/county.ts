/**
 * A store with work in it: the demo county, inspections that are approved and not begun, and the devices of one of
 * its officers, enrolled and signed in. Made through the store itself, before the server opens it.
 */

import { createHash, generateKeyPairSync } from 'node:crypto';
import { fromBase64Url, toHex, utf8 } from '@liangma/shared/kernel/bytes';
import type { Signer } from '@liangma/shared/kernel/cose';
import { HOUR } from '@liangma/shared/kernel/instant';
import { deviceIdOf } from '@liangma/shared/protocol/envelope';
import { issueCode } from '@liangma/shared/task-code/issue';
import type { Task, TaskIn } from '@liangma/shared/tasks/task';
import { statusDay } from '@liangma/shared/trust/status-list';
import { ed25519Signer } from '../../sync-server/src/adapters/crypto/signatures.ts';
import { openKeyRing } from '../../sync-server/src/adapters/keys/key-files.ts';
import { systemClock, systemRandom } from '../../sync-server/src/adapters/runtime.ts';
import { openPostgresStore, openSqliteStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import { demoCounty } from '../../sync-server/src/demo/county.ts';
import { fillDemo } from '../../sync-server/src/demo/fill-demo.ts';
import { officerIdOf } from '../../sync-server/src/demo/officers.ts';
import { newDevice } from '../../sync-server/src/devices/devices.ts';
import { addDevice, addTask } from '../../sync-server/src/ports/directory.ts';
import type { KeyRing } from '../../sync-server/src/ports/runtime.ts';
import { committed, type Store } from '../../sync-server/src/ports/store.ts';

const ORIGIN = 'http://localhost:8787';
const ACCOUNT = 'wangjianguo';
const OFFICER = officerIdOf(17);
const SHARD = '6206';
const ROWS_A_WRITE = 500;

export interface EnrolledDevice {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly signer: Signer;
}

export interface County {
  /** Session cookie of the officer. */
  readonly cookie: string;
  /** Cookies of all sessions of the officer, as many as were asked for. */
  readonly cookies: readonly string[];
  readonly officer: string;
  readonly tasks: readonly TaskIn<'issued'>[];
  readonly devices: readonly EnrolledDevice[];
  readonly keys: KeyRing;
}

export async function fillCounty(
  dataFolder: string,
  databaseUrl: string | undefined,
  {
    tasks: count,
    devices: deviceCount,
    sessions = 1,
  }: { readonly tasks: number; readonly devices: number; readonly sessions?: number },
): Promise<County> {
  const store = databaseUrl
    ? await openPostgresStore(databaseUrl, 'bench')
    : await openSqliteStore(dataFolder, 'bench');
  try {
    await fillDemo(store, { clock: systemClock, random: systemRandom }, 'small');
    const keys = openKeyRing(dataFolder, { clock: systemClock });
    const cookies = await Promise.all(Array.from({ length: sessions }, () => signIn(store)));
    const tasks = await saveTasks(store, keys, count);
    const devices = await enrolDevices(store, deviceCount);
    return { cookie: cookies[0] as string, cookies, officer: OFFICER, tasks, devices, keys };
  } finally {
    await store.close();
  }
}

const audited = <T>(value: T) =>
  committed(value, {
    shard: '',
    id: toHex(systemRandom.bytes(16)),
    at: Date.now(),
    actor: 'bench',
    action: 'bench',
    subject: '',
  });

async function signIn(store: Store): Promise<string> {
  const token = toHex(systemRandom.bytes(32));
  const tokenHash = createHash('sha256').update(utf8(token)).digest('hex');
  await store.write(async (tx) => {
    await tx.accounts.saveSession({ tokenHash, account: ACCOUNT, expiresAt: Date.now() + 24 * HOUR });
    return audited(undefined);
  });
  return `liangma_session=${token}`;
}

async function enrolDevices(store: Store, count: number): Promise<EnrolledDevice[]> {
  return store.write(async (tx) => {
    const devices: EnrolledDevice[] = [];
    for (let i = 0; i < count; i++) {
      const pair = generateKeyPairSync('ed25519');
      const key = fromBase64Url(pair.publicKey.export({ format: 'jwk' }).x ?? '') as Uint8Array;
      const id = (await deviceIdOf(key, async (b) => createHash('sha256').update(b).digest())) as string;
      const enrolled = { shard: SHARD, officer: OFFICER, account: ACCOUNT };
      await addDevice(tx, { ...newDevice(id, key, Date.now()), ...enrolled });
      devices.push({ id, publicKey: key, signer: ed25519Signer(Buffer.from(id, 'hex'), pair.privateKey) });
    }
    return audited(devices);
  });
}

/** The demo county's inspections over and over, all of them approved for now and given to one officer. */
async function saveTasks(store: Store, keys: KeyRing, count: number): Promise<TaskIn<'issued'>[]> {
  const now = Date.now();
  const models = demoCounty('small', now).tasks.filter((task): task is TaskIn<'recorded'> => task.state === 'recorded');
  const made = await Promise.all(
    Array.from({ length: count }, (_, i) => approved(models[i % models.length] as Task, keys, now, i)),
  );
  for (let from = 0; from < count; from += ROWS_A_WRITE) {
    await store.write(async (tx) => {
      for (const task of made.slice(from, from + ROWS_A_WRITE))
        await addTask(tx, SHARD, await tx.shards.next(SHARD), task);
      return audited(undefined);
    });
  }
  return made;
}

async function approved(model: Task, keys: KeyRing, now: number, i: number): Promise<TaskIn<'issued'>> {
  const { record: _record, started: _started, number: _number, ...rest } = model as TaskIn<'recorded'>;
  const task = {
    ...rest,
    state: 'issued' as const,
    rev: 2,
    scans: [],
    window: { from: now, to: now + 4 * HOUR },
    statusEntry: { shard: '6206', day: statusDay((now + 4 * HOUR) / 1000), index: i },
    id: `01900000-${hex(i >> 16, 4)}-7000-8000-${hex(i & 0xffff, 12)}` as Task['id'],
    officers: [{ id: OFFICER, name: '王建国', certificate: '62062300017' }],
  };
  const code = await issueCode(keys.signerFor('codes', task.agency.id), claimsOf(task), ORIGIN);
  return { ...task, code };
}

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

const claimsOf = (task: Omit<TaskIn<'issued'>, 'code'>) => ({
  agency: task.agency.id,
  agencyName: task.agency.name,
  enterprise: task.enterprise.id,
  enterpriseName: task.enterprise.name,
  notBefore: Math.floor(task.window.from / 1000),
  expires: Math.ceil(task.window.to / 1000),
  task: task.id,
  kind: task.type,
  matters: task.matters,
  catalog: 1,
  nth: task.nth,
  officers: task.officers.map(({ name, certificate }) => ({ name, certificate })),
  statusShard: task.statusEntry.shard,
  statusIndex: task.statusEntry.index,
});
