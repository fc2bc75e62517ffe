/** Before each test file of the pages: the files that a worker plays one after another have no database in common. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { IDBFactory } from 'fake-indexeddb';

Dexie.dependencies.indexedDB = new IDBFactory();
Object.assign(globalThis, { indexedDB: Dexie.dependencies.indexedDB });
