/** Reads all stores of this page. A store that cannot be read now counts with what it held when it last could. */
import { bestEffort } from '@liangma/web-common/best-effort';
import type { KeptCode, OutboxRecord } from './record.ts';
import type { OutboxStore } from './store.ts';

export interface Kept {
  readonly records: readonly OutboxRecord[];
  /** Newest first. */
  readonly codes: readonly KeptCode[];
}

export function reader(): (stores: readonly OutboxStore[]) => Promise<Kept> {
  const last = new Map<OutboxStore, Kept>();
  const keptIn = async (store: OutboxStore): Promise<Kept> => {
    const read = async (): Promise<Kept> => ({ records: await store.records(), codes: await store.codes() });
    const now = await bestEffort(read(), 'a store that cannot be read is asked again the next time');
    if (now) last.set(store, now);
    return last.get(store) ?? { records: [], codes: [] };
  };
  return async (stores) => {
    const kept = await Promise.all(stores.map(keptIn));
    return {
      records: kept.flatMap(({ records }) => records),
      codes: kept.flatMap(({ codes }) => codes).sort((a, b) => b.keptAt - a.keptAt),
    };
  };
}
