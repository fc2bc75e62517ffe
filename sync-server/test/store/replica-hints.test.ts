/** Hints between servers over one PostgreSQL: told at once, found late when nobody was told, never lost. */
import { isWithdrawn, statusDay } from '@liangma/shared/trust/status-list';
import { startPostgres, type TestPostgres } from '@liangma/testing/postgres';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemRandom } from '../../src/adapters/runtime.ts';
import { openPostgres } from '../../src/adapters/sql/connection/postgres.ts';
import { postgresHints } from '../../src/adapters/sql/connection/postgres-hints.ts';
import { openPostgresStore } from '../../src/adapters/sql/sql-store.ts';
import { createApp } from '../../src/app.ts';
import type { Deps } from '../../src/deps.ts';
import { committed } from '../../src/ports/store.ts';
import { trustSource } from '../../src/trust/trust.ts';
import { startServer, type TestServer } from '../harness.ts';

let postgres: TestPostgres;
let url: string;
let server: TestServer;
let cookie: string;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.database('hints');
  server = await startServer({ databaseUrl: url });
  const signedIn = await server.anonymous.post('/api/session', { name: 'wangjianguo', password: 'liangma-demo' });
  cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] as string;
});
afterAll(async () => {
  for (const end of ends) await end();
  await server.stop();
  await postgres.stop();
});

/** A server of its own over the same database. */
async function replica(): Promise<Deps & { listen(): Promise<Stream> }> {
  const store = await openPostgresStore(url, 'unused');
  const shards = () => store.read((tx) => tx.shards.all());
  const hints = postgresHints({ url, random: systemRandom, shards, onTrouble: () => undefined });
  ends.push(
    () => hints.close(),
    () => store.close(),
  );
  const base = { ...server.deps, store, hints };
  const deps = { ...base, trust: trustSource(base) };
  const app = createApp(deps);
  const listen = async () => streamOf(await app.request('/api/sync/stream', { headers: { cookie } }));
  return { ...deps, listen };
}

interface Stream {
  /** Resolves when something was heard that holds this. */
  heard(text: string): Promise<void>;
  /** All of it, when it has ended. */
  rest(): Promise<string>;
}

function streamOf(response: Response): Stream {
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const more = async (): Promise<boolean> => {
    const { value, done } = await reader.read();
    text += value ?? '';
    return !done;
  };
  ends.unshift(() => reader.cancel());
  return {
    heard: async (wanted) => {
      while (!text.includes(wanted)) if (!(await more())) throw new Error(`ended without ${wanted}: ${text}`);
    },
    rest: async () => {
      while (await more());
      return text;
    },
  };
}

let audits = 0;
/** Writes as a server does: commits, then sends a hint. */
async function change({ store, hints }: Pick<Deps, 'store' | 'hints'>, shard: string, told = true): Promise<string> {
  const seq = await store.write(async (tx) => {
    const n = await tx.shards.next(shard);
    return committed(n, { id: `hint-${audits++}`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' });
  });
  const hint = { collection: 'tasks', shard, seq } as const;
  if (told) hints.publish(hint);
  return JSON.stringify(hint);
}

const listeners = sql<{ pid: number }>`select pid from pg_stat_activity where application_name = 'liangma-hints'
  and datname = current_database()`;

test('a hint of one server reaches listeners at another, once', async () => {
  const [here, there] = [await replica(), await replica()];
  const [streamHere, streamThere] = [await here.listen(), await there.listen()];
  await Promise.all([streamHere.heard('event: open'), streamThere.heard('event: open')]);
  const hints: string[] = [];
  for (let i = 0; i < 3; i++) {
    const hint = await change(here, '6299');
    await Promise.all([streamHere.heard(hint), streamThere.heard(hint)]);
    hints.push(`data: ${hint}`);
  }
  await there.hints.close();
  await here.hints.close();
  for (const stream of [streamHere, streamThere]) {
    expect((await stream.rest()).split('\n').filter((line) => line.includes('"6299"'))).toEqual(hints);
  }
});

test('a server finds a change whose hint was lost', async () => {
  const [writing, listening] = [await replica(), await replica()];
  const stream = await listening.listen();
  await stream.heard('event: open');
  await stream.heard(await change(writing, '6207', false));
});

test('after the listening connections are killed, hints still arrive and new connections listen', async () => {
  const [writing, listening] = [await replica(), await replica()];
  const stream = await listening.listen();
  await stream.heard(await change(writing, '6208'));
  const db = openPostgres(url);
  ends.push(() => db.destroy());
  const before = (await listeners.execute(db)).rows.map(({ pid }) => pid);
  expect(before.length).toBeGreaterThan(1);
  await sql`select pg_terminate_backend(pid) from unnest(${before}::int[]) as pid`.execute(db);
  await stream.heard(await change(writing, '6208'));
  await expect
    .poll(async () => (await listeners.execute(db)).rows.filter(({ pid }) => !before.includes(pid)).length, {
      timeout: 20_000,
    })
    .toBeGreaterThan(1);
  await stream.heard(await change(writing, '6208'));
});

test('a stream ends with a retry when its server stops', async () => {
  const stopping = await replica();
  const stream = await stopping.listen();
  await stream.heard('event: open');
  await stopping.hints.close();
  expect(await stream.rest()).toMatch(/event: end\ndata: {}\nretry: \d{4}\n/);
});

test('a code withdrawn at one server is withdrawn in the files of another a moment later', async () => {
  const [here, there] = [await replica(), await replica()];
  const before = await there.trust.files();
  expect((await there.trust.files()).status).toEqual(before.status);
  await here.store.write(async (tx) => {
    await tx.trust.withdraw({ shard: '6206', day: statusDay(server.clock.at / 1000), index: 77 });
    return committed(undefined, { shard: '', id: 'void', at: 0, actor: 'test', action: 'test', subject: '' });
  });
  server.clock.at += 2_000;
  expect((await there.trust.files()).status).not.toEqual(before.status);
  const { status } = await there.trust.opened();
  expect(isWithdrawn(status, { shard: '6206', day: statusDay(server.clock.at / 1000), index: 77 })).toBe(true);
});
