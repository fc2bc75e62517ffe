/**
 * The IndexedDB of one phone. It outlives its pages: when one dies, its open transactions are undone and its
 * connections closed, as a browser does for a page that is gone. fake-indexeddb knows no such end, so this file
 * reaches into it: every event it is about to give to a page passes here first, which is also where a page may die.
 */
import { IDBFactory, type IDBOpenDBRequest, IDBRequest, IDBTransaction } from 'fake-indexeddb';

/** A page as its disk knows it. */
export interface Reader {
  readonly dead: boolean;
  /** Before an event reaches it: the page may die here, and the event is then lost. */
  step(what: string): void;
  /** A version change of a database that was there before begins, or has ended well. */
  upgrades(database: string, when: 'begins' | 'ends'): void;
  /** True when this write is to fail for lack of space. */
  isFull(): boolean;
}

export interface Disk {
  /** `indexedDB` of this page. */
  for(reader: Reader): IDBFactory;
  /** Undoes and closes what dead pages had open. Says whether a write was under way. */
  sweep(): boolean;
  /** The rows of a store as they lie there, undefined where there is no such store. */
  rows<T>(database: string, store: string): T[] | undefined;
  /** All of its stores by name; empty where there is no such database. */
  stores(database: string): ReadonlyMap<string, readonly unknown[]>;
  wipe(): void;
}

/** Internals of fake-indexeddb that we use beyond the standard (build/esm/lib). */
interface RawDatabase {
  connections: RawConnection[];
  transactions: RawTransaction[];
  readonly rawObjectStores: Map<string, { records: { values(): Iterable<{ value: unknown }> } }>;
  processTransactions(): void;
}
interface RawConnection {
  readonly _rawDatabase: RawDatabase;
  _closed: boolean;
  _closePending: boolean;
}
interface RawTransaction {
  readonly db: RawConnection;
  readonly mode: IDBTransactionMode;
  _state: string;
  _started: boolean;
  _requests: unknown[];
  readonly _rollbackLog: unknown[];
  readonly _prioritizedListeners: Map<string, () => void>;
  _abort(name: string | null): void;
}
interface RawRequest {
  readonly source: unknown;
  readonly readyState: IDBRequestReadyState;
  readonly transaction: RawTransaction | null;
  readonly result: unknown;
}

/** The page that owns an open request, and with it a connection. */
const owners = new WeakMap<object, Reader>();
const noReader: Reader = { dead: false, step: () => undefined, upgrades: () => undefined, isFull: () => false };

/** Open requests that change the version of what was there. */
const upgrading = new WeakSet<object>();

export function aDisk(): Disk {
  let factory = new IDBFactory();
  const raw = (): Map<string, RawDatabase> =>
    (factory as unknown as { _databases: Map<string, RawDatabase> })._databases;
  return {
    for: (reader) => Object.create(factory, { open: { value: opener(factory, reader) } }) as IDBFactory,
    sweep: () => [...raw().values()].map(sweepDatabase).some(Boolean),
    rows: <T>(database: string, store: string) => {
      const found = raw().get(database)?.rawObjectStores.get(store);
      return found && [...found.records.values()].map(({ value }) => value as T);
    },
    stores: (database) =>
      new Map(
        [...(raw().get(database)?.rawObjectStores ?? [])].map(([name, { records }]) => [
          name,
          [...records.values()].map(({ value }) => value),
        ]),
      ),
    wipe: () => {
      factory = new IDBFactory();
    },
  };
}

function opener(factory: IDBFactory, reader: Reader) {
  return (...args: [string, number?]): IDBOpenDBRequest => {
    // A page that is gone asks in vain.
    const request = reader.dead ? new IDBFactory().open('nowhere') : factory.open(...args);
    owners.set(request, reader);
    return request;
  };
}

function sweepDatabase(raw: RawDatabase): boolean {
  const dead = raw.connections.filter((connection) => owners.get(connection)?.dead);
  const open = raw.transactions.filter(({ db, _state }) => dead.includes(db) && _state !== 'finished');
  for (const transaction of open) {
    transaction._abort('AbortError');
    // If the page died on hearing of an error, fake-indexeddb goes on to abort the transaction itself.
    transaction._rollbackLog.length = 0;
  }
  for (const connection of dead) shut(connection);
  raw.transactions = raw.transactions.filter(({ _state }) => _state !== 'finished');
  raw.processTransactions();
  return open.some(({ mode, _started }) => mode !== 'readonly' && _started);
}

function shut(connection: RawConnection): void {
  connection._closePending = true;
  connection._closed = true;
  const raw = connection._rawDatabase;
  raw.connections = raw.connections.filter((other) => other !== connection);
}

/** Once a process. */
export function watchDisks(): void {
  const events = Object.getPrototypeOf(IDBRequest.prototype) as { dispatchEvent(event: Event): boolean };
  const deliver = events.dispatchEvent;
  events.dispatchEvent = function dispatchEvent(this: object, event) {
    const reader = readerOf(this);
    if (!reader.dead) tellUpgrade(this, event, reader);
    if (!reader.dead) reader.step(event.type);
    if (!reader.dead) return deliver.call(this, event);
    bury(this, event.type);
    return true;
  };
  failWrites();
}

function tellUpgrade(target: object, event: Event, reader: Reader): void {
  const isUpgrade = event.type === 'upgradeneeded' && (event as IDBVersionChangeEvent).oldVersion > 0;
  if (isUpgrade) upgrading.add(target);
  if (!isUpgrade && !(event.type === 'success' && upgrading.has(target))) return;
  reader.upgrades((target as IDBOpenDBRequest).result.name, isUpgrade ? 'begins' : 'ends');
}

function readerOf(target: object): Reader {
  if (target instanceof IDBTransaction) return owners.get((target as unknown as RawTransaction).db) ?? noReader;
  if (!(target instanceof IDBRequest)) return owners.get(target) ?? noReader;
  const { transaction, source, readyState } = target as unknown as RawRequest;
  const own = owners.get(target);
  // A blocked request has no result yet.
  const result = readyState === 'done' ? (target as unknown as RawRequest).result : undefined;
  // An open request: from now on the connection is this page's too.
  if (own && !source && typeof result === 'object' && result !== null) owners.set(result, own);
  return own ?? (transaction ? (owners.get(transaction.db) ?? noReader) : noReader);
}

/** Still runs the listeners of fake-indexeddb itself, although no page is left to hear the event. */
function bury(target: object, type: string): void {
  if (target instanceof IDBTransaction) {
    const transaction = target as unknown as RawTransaction;
    transaction._prioritizedListeners.get(type)?.();
    transaction.db._rawDatabase.processTransactions();
    return;
  }
  if (!(target instanceof IDBRequest) || !owners.has(target)) return;
  const { transaction, result } = target as unknown as RawRequest;
  if (type === 'upgradeneeded') transaction?._abort('AbortError');
  else if (type === 'success' && result) shut(result as RawConnection);
}

/** A full disk: the write fails, and with it its transaction, as Chromium has it. */
function failWrites(): void {
  const transactions = IDBTransaction.prototype as unknown as {
    _execRequestAsync(request: { operation: () => unknown; source?: unknown }): unknown;
  };
  const run = transactions._execRequestAsync;
  transactions._execRequestAsync = function _execRequestAsync(this: object, request) {
    const { mode, db } = this as unknown as RawTransaction;
    const reader = owners.get(db);
    const { operation } = request;
    if (mode !== 'readwrite' || !reader || !isWrite(operation)) return run.call(this, request);
    const guarded = (): unknown => {
      if (reader.isFull()) throw new DOMException('The disk is full.', 'QuotaExceededError');
      return operation();
    };
    return run.call(this, { ...request, operation: guarded });
  };
}

/** `storeRecord`, bound by `put` and `add`. */
const isWrite = (operation: () => unknown): boolean => operation.name.includes('storeRecord');
