/**
 * Pushes of devices: four events of each inspection, signed beforehand. A device's events form one chain and are sent in
 * pushes of a hundred.
 */
import { createHash, randomBytes } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import type { TaskIn } from '@liangma/shared/tasks/task';
import type { EnrolledDevice } from '@liangma/testing/county';
import { eventsOf } from './events-of.ts';

export const ROWS_A_PUSH = 100;
const EVENTS_A_TASK = 4;
export const TASKS_A_PUSH = ROWS_A_PUSH / EVENTS_A_TASK;

export interface Push {
  readonly device: EnrolledDevice;
  readonly body: Buffer;
  /** SHA-256 of each envelope, hex. */
  readonly hashes: readonly string[];
}

/** Signs the first push of a device. */
export async function signPush(device: EnrolledDevice, tasks: readonly TaskIn<'issued'>[]): Promise<Push> {
  const rows: unknown[] = [];
  const hashes: string[] = [];
  for (const task of tasks) {
    for (const [type, data] of eventsOf(task)) {
      const at = Date.now();
      const event = {
        id: uuidV7(at, randomBytes(10)),
        device: device.id,
        seq: rows.length + 1,
        prev: hashes.at(-1) ?? '',
        type,
        task: task.id,
        taskRev: task.rev,
        at,
        data,
      };
      const envelope = await sealEvent(device.signer, event);
      hashes.push(createHash('sha256').update(envelope).digest('hex'));
      const { prev: _prev, taskRev: _taskRev, data: _data, ...columns } = event;
      const row = { ...columns, envelope: toBase64Url(envelope), sync: { state: 'pending' } };
      rows.push({ newDocumentState: row });
    }
  }
  return { device, body: Buffer.from(JSON.stringify(rows)), hashes };
}
