/** A device in a test: a real key, a real chain of signed events. */

import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import type { EventType, TaskEventType } from '@liangma/shared/protocol/event';
import { aDeviceKey, sha256 } from '../../shared/test/keys.ts';

export interface TestDevice {
  readonly id: string;
  readonly publicKey: string;
  readonly key: ReturnType<typeof aDeviceKey>;
  event(
    type: TaskEventType,
    task: string,
    data: unknown,
    at: number,
    replaces?: string,
  ): Promise<Record<string, unknown>>;
  /** An event of a region, without a task. */
  report(region: string, data: unknown, at: number): Promise<Record<string, unknown>>;
}

export function aDevice(key = aDeviceKey()): TestDevice {
  let seq = 0;
  let prev = '';
  type Place = { task: string; taskRev: number } | { region: string };
  const make = async (type: EventType, place: Place, data: unknown, at: number, replaces?: string) => {
    seq += 1;
    const id = uuidV7(at, randomBytes(10));
    const event = { id, device: key.id, seq, prev, type, ...place, at, data, replaces };
    const envelope = await sealEvent(key.signer, event);
    prev = Buffer.from(await sha256(envelope)).toString('hex');
    const of = 'task' in place ? { task: place.task } : place;
    return { id, device: key.id, seq, type, ...of, at, envelope: toBase64Url(envelope), sync: { state: 'pending' } };
  };
  return {
    id: key.id,
    publicKey: toBase64Url(key.publicKey),
    key,
    event: (type, task, data, at, replaces) => make(type, { task, taskRev: 2 }, data, at, replaces),
    report: (region, data, at) => make('no-code-report', { region }, data, at),
  };
}

export const pushBody = (...rows: Record<string, unknown>[]) => rows.map((newDocumentState) => ({ newDocumentState }));
