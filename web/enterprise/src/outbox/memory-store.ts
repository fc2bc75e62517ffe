/** In memory: where the browser refuses storage, and in tests. */
import { createDeviceKey } from '@liangma/web-common/crypto/device-key';
import type { Device, OutboxRecord, StoredCode } from './record.ts';
import type { OutboxStore } from './store.ts';

export function createMemoryStore(): OutboxStore {
  const records = new Map<string, OutboxRecord>();
  const codes = new Map<string, StoredCode>();
  let made: Promise<Device> | undefined;
  const device = () => {
    made ??= createDeviceKey().then((key) => ({ ...key, seq: 0, prev: '' }));
    return made;
  };
  return {
    lasting: false,
    device,
    async commit(expectedSeq, record, hash, code) {
      const current = await device();
      if (current.seq !== expectedSeq) return false;
      made = Promise.resolve({ ...current, seq: record.event.seq, prev: hash });
      records.set(record.event.id, record);
      if (code) codes.set(code.task, code);
      return true;
    },
    records: async () => [...records.values()],
    async settle(id, sync) {
      const record = records.get(id);
      if (record) records.set(id, { ...record, document: { ...record.document, sync } });
    },
    codes: async () => [...codes.values()].reverse(),
  };
}
