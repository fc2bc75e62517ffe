/** Reads all stores of this page. A store that cannot be read now counts with what it held when it last could. */
import { bestEffort } from '@liangma/web-common/best-effort';
import type { OutboxRecord, StoredCode } from './record.ts';
import type { OutboxStore } from './store.ts';

export interface Stored {
  readonly records: readonly OutboxRecord[];
  /** Newest first. */
  readonly codes: readonly StoredCode[];
}

export function reader(): (stores: readonly OutboxStore[]) => Promise<Stored> {
  const last = new Map<OutboxStore, Stored>();
  const storedIn = async (store: OutboxStore): Promise<Stored> => {
    const read = async (): Promise<Stored> => ({ records: await store.records(), codes: await store.codes() });
    const now = await bestEffort(read(), 'a store that cannot be read is asked again the next time');
    if (now) last.set(store, now);
    return last.get(store) ?? { records: [], codes: [] };
  };
  return async (stores) => {
    const kept = await Promise.all(stores.map(storedIn));
    return {
      records: kept.flatMap(({ records }) => records),
      codes: kept.flatMap(({ codes }) => codes).sort((a, b) => b.keptAt - a.keptAt),
    };
  };
}
