/** A task that was approved somewhere before and whose code was read at the door, put straight into the store. */

import { randomBytes } from 'node:crypto';
import { taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { HOUR, type Instant } from '@liangma/shared/kernel/instant';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { aKeptScan, aTask } from '../../shared/test/builders.ts';
import { addTask } from '../src/ports/directory.ts';
import { committed } from '../src/ports/store.ts';
import type { TestServer } from './harness.ts';

export async function aKnownTask({ deps }: TestServer, at: Instant, officer: string): Promise<IssuedTask> {
  const id = v.parse(taskIdSchema, uuidV7(at, randomBytes(10)));
  const confirmed = aKeptScan({ at, proof: 'live' });
  const window = { from: at - HOUR, to: at + 3 * HOUR };
  const { number: _, ...issued } = aTask('issued', { id, window, scans: [confirmed] });
  const task = {
    ...issued,
    officers: issued.officers.slice(0, 1).map((one) => ({ ...one, id: v.parse(officerIdSchema, officer) })),
  };
  await deps.store.write(async (tx) => {
    await addTask(tx, '6206', await tx.shards.next('6206'), task);
    return committed(undefined, { shard: '', id, at: 0, actor: 'test', action: 'test', subject: '' });
  });
  return task;
}
