/**
 * IndexedDB if the browser allows it, else memory; the page says that answers in memory are lost with it. Some built-in browsers
 * never answer, which counts as a refusal. So does a database of a newer page: it is left as it is.
 */
import { openIdbStore } from './idb-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { OutboxStore } from './store.ts';

const PATIENCE = 4000;

export async function openStore(): Promise<OutboxStore> {
  const giveUp = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('no answer from IndexedDB')), PATIENCE);
  });
  try {
    const store = await Promise.race([openIdbStore(), giveUp]);
    await store.records();
    return store;
  } catch {
    return createMemoryStore();
  }
}
