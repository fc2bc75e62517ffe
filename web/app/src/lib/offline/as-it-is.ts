/** The databases of this device as they lie there, whichever version of the app made them: IndexedDB itself, no schema. */

/** Does something with a database of that name as it is. Undefined where there is none; none is made. */
export async function asItIs<T>(name: string, work: (db: IDBDatabase) => T | Promise<T>): Promise<T | undefined> {
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
  // Nobody has to wait for a reader.
  db.onversionchange = () => db.close();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** Every row of a store; none where there is no such store. */
export const rowsIn = async (db: IDBDatabase, store: string): Promise<unknown[]> =>
  db.objectStoreNames.contains(store) ? settled(db.transaction(store).objectStore(store).getAll()) : [];

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** One that is open elsewhere goes when it is let go of. */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    for (const done of ['success', 'error', 'blocked']) request.addEventListener(done, () => resolve());
  });
