/** Reads 王建国's phone: its databases as the app has made them. */
import type { Page } from '@playwright/test';

export interface TraceEvent {
  readonly id: string;
  readonly task: string;
  readonly type: string;
  readonly seq: number;
  /** When it was made, by the phone's clock. */
  readonly at: number;
  readonly envelope: string;
  readonly sync: { readonly state: string };
  /** The receipt that it has checked. */
  readonly checked?: { readonly signed: string; readonly receivedAt: number };
}

const ACCOUNT = 'liangma-wangjianguo';

/** Returns all rows of a store of the account's own database. */
export const stored = async (page: Page, store: string): Promise<unknown[]> =>
  (await read(page, ACCOUNT, store)) as unknown[];

export const keptEvents = async (page: Page): Promise<TraceEvent[]> => (await stored(page, 'events')) as TraceEvent[];

/** Returns the events with a receipt that the phone has checked. */
export const receiptedEvents = async (page: Page): Promise<(TraceEvent & Required<Pick<TraceEvent, 'checked'>>)[]> =>
  (await keptEvents(page)).flatMap((event) => (event.checked ? [{ ...event, checked: event.checked }] : []));

/** Counts tasks: single ones, and the lines of those in blocks. */
export const keptTasks = async (page: Page): Promise<number> => {
  const lines = (await stored(page, 'taskLines')) as { text: string }[];
  return (
    lines.flatMap(({ text }) => text.split('\n').filter((line) => line !== '')).length +
    (await stored(page, 'tasks')).length
  );
};

/** Returns the version of the account's own database, as the app counts; 0 if there is none. */
export const databaseVersion = (page: Page): Promise<number> =>
  page.evaluate(async (account) => {
    const found = (await indexedDB.databases()).find(({ name }) => name === account);
    return (found?.version ?? 0) / 10;
  }, ACCOUNT);

/** Some page that never lets go of the database. */
export const holdDatabase = (page: Page): Promise<void> =>
  page.evaluate(async (account) => {
    const request = indexedDB.open(account);
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    Object.assign(globalThis, { held: request.result });
  }, ACCOUNT);

export const deviceId = async (page: Page): Promise<string> => {
  const [row] = (await stored(page, 'keys')) as { key: { id: string } }[];
  if (!row) throw new Error('this phone has no key');
  return row.key.id;
};

function read(page: Page, database: string, store: string): Promise<unknown> {
  return page.evaluate(
    async ([database, store]) => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const opening = indexedDB.open(database);
      // None is made where none is yet: the app would find it in its way.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      const db = await settled(opening);
      const found: unknown[] = await settled(db.transaction(store).objectStore(store).getAll());
      db.close();
      return JSON.parse(JSON.stringify(found)) as unknown;
    },
    [database, store] as const,
  );
}
