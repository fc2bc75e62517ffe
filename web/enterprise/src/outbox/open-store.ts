/** IndexedDB where the browser allows it, else memory. Some built-in browsers never answer: they have refused too. */
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
