/** A device in a test: a real key, a real chain of signed events. */

import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import type { EventType } from '@liangma/shared/protocol/event';
import { aDeviceKey, sha256 } from '../../shared/test/keys.ts';

export interface TestDevice {
  readonly id: string;
  readonly publicKey: string;
  readonly key: ReturnType<typeof aDeviceKey>;
  event(type: EventType, task: string, data: unknown, at: number, replaces?: string): Promise<Record<string, unknown>>;
}

export function aDevice(key = aDeviceKey()): TestDevice {
  let seq = 0;
  let prev = '';
  return {
    id: key.id,
    publicKey: toBase64Url(key.publicKey),
    key,
    async event(type, task, data, at, replaces) {
      seq += 1;
      const id = uuidV7(at, randomBytes(10));
      const event = { id, device: key.id, seq, prev, type, task, taskRev: 2, at, data, replaces };
      const envelope = await sealEvent(key.signer, event);
      prev = Buffer.from(await sha256(envelope)).toString('hex');
      return { id, device: key.id, seq, type, task, at, envelope: toBase64Url(envelope), sync: { state: 'pending' } };
    },
  };
}

export const pushBody = (...rows: Record<string, unknown>[]) => rows.map((newDocumentState) => ({ newDocumentState }));
