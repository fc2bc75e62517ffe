/**
 * What comes up from devices: of each inspection its four events, signed beforehand. A device's events form one chain
 * and go up in pushes of a hundred.
 */
import { createHash, randomBytes } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import type { EventType } from '@liangma/shared/protocol/event';
import type { InspectionRecord } from '@liangma/shared/records/record';
import type { TaskIn } from '@liangma/shared/tasks/task';
import type { BenchDevice } from './county.ts';

export const ROWS_A_PUSH = 100;
const EVENTS_A_TASK = 4;
/** The scan: its code is verified besides. */
export const CODES_AN_EVENT = 1 / EVENTS_A_TASK;
export const TASKS_A_PUSH = ROWS_A_PUSH / EVENTS_A_TASK;

export interface Push {
  readonly device: BenchDevice;
  readonly body: Buffer;
  /** SHA-256 of each envelope, hex. */
  readonly hashes: readonly string[];
}

/** One push of one device that has sent nothing yet. */
export async function signPush(device: BenchDevice, tasks: readonly TaskIn<'issued'>[]): Promise<Push> {
  const rows: unknown[] = [];
  const hashes: string[] = [];
  for (const task of tasks) {
    for (const [type, data] of eventsOf(task)) {
      const at = Date.now();
      const event = {
        ...{ id: uuidV7(at, randomBytes(10)), device: device.id, seq: rows.length + 1, prev: hashes.at(-1) ?? '' },
        ...{ type, task: task.id, taskRev: task.rev, at, data },
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

/** The code was shown, an officer's device confirmed for a person without a phone, the inspection began and was recorded. */
function eventsOf(task: TaskIn<'issued'>): [EventType, unknown][] {
  return [
    ['code-shown', {}],
    ['scan', { code: task.code, verdict: 'genuine', channel: 'assisted' }],
    ['inspection-started', {}],
    ['record-submitted', recordOf(task)],
  ];
}

/** Five items, of which one was found wanting. */
function recordOf(task: TaskIn<'issued'>): InspectionRecord {
  const matter = task.matters[0] as InspectionRecord['items'][number]['matter'];
  const items = Array.from({ length: 5 }, (_, i) => ({
    ...{ matter, item: `${matter}-${i + 1}` },
    ...(i === 3
      ? { answer: 'fail' as const, finding: '生产车间入口未配备洗手消毒设施，已当场告知整改。' }
      : { answer: 'pass' as const, finding: '' }),
  }));
  return {
    ...{ startedAt: task.window.from, endedAt: task.window.from + 1_800_000, items, outcome: 'guidance' },
    ...{ correctBy: null, personPresent: '张三', opinion: '已知悉检查结果，对检查过程无异议。' },
  };
}
