/** Devices, tasks with true codes, and signed events for histories of `push-model.test.ts`. */

import { randomBytes } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { HOUR } from '@liangma/shared/kernel/instant';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import type { EventType } from '@liangma/shared/protocol/event';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import { statusEntryOf } from '@liangma/shared/task-code/claims';
import { issueCode } from '@liangma/shared/task-code/issue';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { aRecord, aTask } from '../../../../shared/test/builders.ts';
import { aDeviceKey, sha256 } from '../../../../shared/test/keys.ts';
import { newDevice } from '../../../src/devices/devices.ts';
import type { Device } from '../../../src/devices/repository.ts';
import { addTask } from '../../../src/ports/directory.ts';
import { committed } from '../../../src/ports/store.ts';
import type { TestServer } from '../../harness.ts';
import type { Deed, ModelEvent, Role } from './model.ts';

export interface Actor {
  readonly role: Role;
  readonly key: ReturnType<typeof aDeviceKey>;
  readonly device: Device;
}

const OFFICERS: Record<Role, string | null> = { assigned: 'O0901', stranger: 'O0999', browser: null };

export function anActor(role: Role, now: number): Actor {
  const key = aDeviceKey();
  const officer = OFFICERS[role];
  const account = officer && `account-${officer}`;
  return { role, key, device: { ...newDevice(key.id, key.publicKey, now), officer, account } };
}

const save = (server: TestServer, task: IssuedTask) =>
  server.deps.store.write(async (tx) => {
    await addTask(tx, '6206', await tx.shards.next('6206'), task);
    return committed(undefined, {
      shard: '',
      id: randomBytes(8).toString('hex'),
      at: 0,
      actor: 't',
      action: 't',
      subject: '',
    });
  });

let statusIndex = 1_000_000;

export async function aTaskWithCode(server: TestServer, at: number): Promise<IssuedTask> {
  const { number: _, ...issued } = aTask('issued', { window: { from: at - HOUR, to: at + 3 * HOUR } });
  const id = v.parse(taskIdSchema, uuidV7(at, randomBytes(10)));
  const officers = [{ id: v.parse(officerIdSchema, OFFICERS.assigned), name: '王建国', certificate: '62062300017' }];
  const index = statusIndex++;
  const claims = {
    agency: issued.agency.id,
    agencyName: issued.agency.name,
    task: id,
    kind: issued.type,
    catalog: 1,
    nth: 1,
    enterprise: issued.enterprise.id,
    enterpriseName: issued.enterprise.name,
    matters: issued.matters,
    officers,
    notBefore: issued.window.from / 1000,
    expires: issued.window.to / 1000,
    statusShard: '6206',
    statusIndex: index,
  };
  const code = await issueCode(server.deps.keys.signerFor('codes', claims.agency, claims), claims, 'http://localhost');
  const task = { ...issued, id, officers, code, statusEntry: statusEntryOf(claims) };
  await save(server, task);
  return task;
}

export interface Made {
  readonly model: ModelEvent;
  readonly row: Record<string, unknown>;
  readonly hash: string;
}

const TYPES: Record<Deed, EventType> = {
  start: 'inspection-started',
  record: 'record-submitted',
  explain: 'explanation',
  scan: 'scan',
  refuse: 'refusal',
  evaluate: 'evaluation',
};

function dataOf(deed: Deed, code: string, at: number): unknown {
  switch (deed) {
    case 'start':
      return {};
    case 'record':
      return aRecord({ startedAt: at, endedAt: at });
    case 'explain':
      return { text: '没有网络。' };
    case 'scan':
      return { code, verdict: 'genuine', channel: 'link' };
    case 'refuse':
      return { code, ground: 'no-valid-code', note: '' };
    case 'evaluate':
      return { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' };
  }
}

export interface Wish {
  readonly deed: Deed;
  readonly task: string;
  readonly code: string;
  readonly at: number;
}

/** The chain of a device; beside each event another one under the same id. */
export async function chainOf({ key }: Actor, wishes: readonly Wish[]): Promise<{ own: Made; forged: Made }[]> {
  const chain: { own: Made; forged: Made }[] = [];
  for (const [i, { deed, task, code, at }] of wishes.entries()) {
    const id = uuidV7(at, randomBytes(10));
    const seal = async (when: number): Promise<Made> => {
      const [type, data] = [TYPES[deed], dataOf(deed, code, when)];
      const event = {
        id,
        device: key.id,
        seq: i + 1,
        prev: chain[i - 1]?.own.hash ?? '',
        type,
        task,
        taskRev: 1,
        at: when,
        data,
      };
      const envelope = toBase64Url(await sealEvent(key.signer, event));
      const { seq, device } = event;
      return {
        model: { id, bytes: envelope, device, seq, deed, task, at: when },
        row: { id, device, seq, type, task, at: when, envelope, sync: { state: 'pending' } },
        hash: Buffer.from(await sha256(fromBase64Url(envelope) as Uint8Array)).toString('hex'),
      };
    };
    chain.push({ own: await seal(at), forged: await seal(at + 1) });
  }
  return chain;
}
