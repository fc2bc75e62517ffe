/** PouchDB in a page: copied to where it is installed, and bundled there. */
import PouchDB from 'pouchdb-browser';

const BATCH = { batch_size: 1000 };

export const pouch = {
  async pull(remote: string): Promise<{ ms: number; count: number }> {
    const db = new PouchDB('docs');
    const start = performance.now();
    await db.replicate.from(remote, BATCH);
    const ms = performance.now() - start;
    return { ms, count: (await db.info()).doc_count };
  },
  async keep(docs: readonly object[]): Promise<void> {
    await new PouchDB('events').bulkDocs(docs);
  },
  async push(remote: string): Promise<number> {
    const start = performance.now();
    await new PouchDB('events').replicate.to(remote, BATCH);
    return performance.now() - start;
  },
};
