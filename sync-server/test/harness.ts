/** A server without sockets: the real app over a real store of its own, in memory unless said, with a clock that tests move. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import type { Suite } from '@liangma/shared/kernel/public-key';
import { PROTOCOL, type Protocol } from '@liangma/shared/protocol/older-clients';
import { appDeps } from '@liangma/testing/app-deps';
import { watchShards } from '@liangma/testing/shards/shard-watch';
import { openKeyRing } from '../src/adapters/keys/key-files.ts';
import { SQLITE_FILE } from '../src/adapters/sql/connection/sqlite.ts';
import { openMemoryStore, openPostgresStore, openSqliteStore } from '../src/adapters/sql/sql-store.ts';
import { createApp } from '../src/app.ts';
import { storedPolicies } from '../src/compliance/policy-source.ts';
import type { Deps } from '../src/deps.ts';
import type { Ticks } from '../src/ports/runtime.ts';
import type { Store } from '../src/ports/store.ts';
import { fillCounty, NINE_O_CLOCK } from './county.ts';
import { filledFile } from './shared-stores.ts';

export { NINE_O_CLOCK };

export interface TestServer {
  readonly deps: Deps;
  readonly clock: { at: number };
  /** Data folder. */
  readonly folder: string;
  /** Sends JSON as the signed-in person; the reply's body is parsed where it is JSON. Demo people share a password. */
  as(account: string, password?: string): Promise<Client>;
  readonly anonymous: Client;
  stop(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  readonly body: any;
  readonly headers: Headers;
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  raw(path: string, init: RequestInit): Promise<Reply>;
}

export async function startServer(
  options: {
    databaseUrl?: string;
    onDisk?: boolean;
    /** Data folder of another server on disk that has ended: this one goes on from a copy of it. */
    copyOf?: string;
    demo?: boolean;
    production?: boolean;
    suite?: Suite;
    /** Policies of the store, which can be set, in place of fixed ones. */
    stored?: boolean;
    /** Versions of the protocol that it understands, in place of today's. */
    protocol?: Protocol;
  } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-'));
  if (options.copyOf !== undefined) cpSync(options.copyOf, folder, { recursive: true });
  const clock = { at: NINE_O_CLOCK };
  const now = () => clock.at;
  const store = await storeFor(folder, options);
  if (options.demo !== false) await fillCounty(store);
  const deps = appDeps(store, folder, now, {
    ticks: neverBack(now),
    protocol: options.protocol ?? PROTOCOL,
    ...(options.stored && {
      policies: storedPolicies({ store, clock: { now } }, { rows: FIRST_ROWS, years: NOTICES }),
    }),
    keys: openKeyRing(folder, { clock: { now }, ...(options.suite ? { suite: options.suite } : {}) }),
    config: { origin: 'http://localhost:8787', version: 'test', demo: !options.production },
  });
  const app = createApp(deps);
  const client = (cookie?: string): Client => clientOf(app, cookie);
  return {
    deps,
    clock,
    folder,
    anonymous: client(),
    as: async (name, password = 'liangma-demo') => {
      const reply = await client().post('/api/session', { name, password });
      return client((reply.headers.get('set-cookie') ?? '').split(';')[0]);
    },
    stop: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A clock that tests move forward stands for passing time; one that they move back was set. */
function neverBack(now: () => number): Ticks {
  let latest = 0;
  return {
    now: () => {
      latest = Math.max(latest, now());
      return latest;
    },
  };
}

function storeFor(
  folder: string,
  { databaseUrl, onDisk, copyOf, demo }: { databaseUrl?: string; onDisk?: boolean; copyOf?: string; demo?: boolean },
): Promise<Store> {
  if (databaseUrl) return openPostgresStore(databaseUrl, 'epoch-1', watchShards);
  const filled = demo === false ? undefined : filledFile();
  if (!onDisk && copyOf === undefined) return openMemoryStore('epoch-1', watchShards, filled);
  if (filled !== undefined && copyOf === undefined) cpSync(filled, join(folder, SQLITE_FILE));
  return openSqliteStore(folder, 'epoch-1', watchShards);
}

function clientOf(app: ReturnType<typeof createApp>, cookie?: string): Client {
  const raw = async (path: string, init: RequestInit): Promise<Reply> => {
    const headers = new Headers(init.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await app.request(path, { ...init, headers });
    const json = init.method !== 'HEAD' && /json/.test(response.headers.get('content-type') ?? '');
    const body = json ? await response.json() : new Uint8Array(await response.arrayBuffer());
    return { status: response.status, body, headers: response.headers };
  };
  return {
    raw,
    get: (path, headers) => raw(path, headers ? { headers } : {}),
    post: (path, body, headers = {}) =>
      raw(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}
