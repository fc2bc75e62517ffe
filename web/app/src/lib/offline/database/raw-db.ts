/** Databases of this device without a schema: plain IndexedDB, whichever version of the app has made them. */

/** Runs `work` on the database of that name. Returns undefined, and creates nothing, if there is none. */
export async function withRawDb<T>(name: string, work: (db: IDBDatabase) => T | Promise<T>): Promise<T | undefined> {
  const request = indexedDB.open(name);
  let isThere = true;
  request.onupgradeneeded = () => {
    isThere = false;
    request.transaction?.abort();
  };
  const db = await settled(request).catch((error: unknown) => {
    if (isThere) throw error;
  });
  if (!db) return undefined;
  // A reader blocks nobody who wants to change the database.
  db.onversionchange = () => db.close();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** Returns every row of a store; none if there is no such store. */
export const rowsIn = async (db: IDBDatabase, store: string): Promise<unknown[]> =>
  db.objectStoreNames.contains(store) ? settled(db.transaction(store).objectStore(store).getAll()) : [];

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** If another tab has it open, it is deleted once that tab closes it. */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    for (const done of ['success', 'error', 'blocked']) request.addEventListener(done, () => resolve());
  });
