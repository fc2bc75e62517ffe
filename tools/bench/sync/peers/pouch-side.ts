/**
 * PouchDB with pouchdb-server, installed for this bench alone; its server keeps documents in LevelDB. Nothing is signed, but
 * where it is given devices: then their events are verified and have receipts signed before they are kept.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { EnrolledDevice } from '@liangma/testing/county';
import { bundlePage } from '@liangma/testing/engine/bundle';
import { freePort } from '@liangma/testing/postgres';
import { cpuOf } from '../processes.ts';
import { call, openPage } from './page.ts';
import { type Doc, diskIn, EVENTS, rowsIn, type Side } from './side.ts';

/** Node's own `events`, which PouchDB expects a bundler to bring. */
const PACKAGES = ['pouchdb-server@4.2.0', 'pouchdb-browser@9.0.0', 'events@3.3.0'];

const SIGNING = new URL('./pouch-signing.ts', import.meta.url);

/** `devices`: whose events its server verifies (pouch-signing.ts). */
export async function pouchSide(
  docs: readonly Doc[],
  events: readonly Doc[],
  devices: readonly EnrolledDevice[] = [],
): Promise<Side> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-pouch-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  console.log(`installing ${PACKAGES.join(' and ')} …`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...PACKAGES], { cwd: folder });
  const modules = join(folder, 'node_modules');
  const entry = join(folder, 'pouch-page.ts');
  copyFileSync(fileURLToPath(new URL('./pouch-page.ts', import.meta.url)), entry);
  const script = await bundlePage(entry);
  const port = await freePort();
  const data = join(folder, 'data');
  mkdirSync(data);
  const args = ['--port', String(port), '--host', '127.0.0.1', '--dir', data, '--no-stdout-logs', '--no-color'];
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify(devices.map(({ id, publicKey }) => [id, toBase64Url(publicKey)])));
  const signing = devices.length > 0 ? ['--import', SIGNING.href] : [];
  const child = spawn(process.execPath, [...signing, join(modules, 'pouchdb-server/bin/pouchdb-server'), ...args], {
    cwd: data,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LIANGMA_BENCH_KEYS: keys },
  });
  const origin = `http://127.0.0.1:${port}`;
  await answering(origin);
  await ask(`${origin}/tasks`, 'PUT');
  for (let i = 0; i < docs.length; i += 1000) {
    await ask(`${origin}/tasks/_bulk_docs`, 'POST', { docs: docs.slice(i, i + 1000).map(asPouch) });
  }
  const pid = child.pid as number;
  return {
    name: devices.length > 0 ? 'PouchDB + pouchdb-server with our signatures' : 'PouchDB + pouchdb-server',
    pid,
    async warm(pushes) {
      await ask(`${origin}/warming`, 'PUT');
      for (const push of pushes) await ask(`${origin}/warming/_bulk_docs`, 'POST', asReplicated(rowsIn(push)));
    },
    open: (page) => openPage(page, origin, script),
    async pull(page) {
      const pulled = await call<{ ms: number; count: number }>(page, 'pouch', 'pull', `${origin}/tasks`);
      return { ...pulled, disk: await diskIn(page) };
    },
    async push(page, round) {
      const remote = `${origin}/events-${round}`;
      await ask(remote, 'PUT');
      await call(page, 'pouch', 'keep', events.map(asPouch));
      const before = cpuOf(pid);
      const ms = await call<number>(page, 'pouch', 'push', remote);
      const cpu = (cpuOf(pid) - before) / EVENTS;
      if (devices.length > 0) await checkReceipts(remote);
      return { ms, cpu };
    },
    stop: async () => {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Builds documents as PouchDB sends them: each with its revision, a hash of its content. */
const asReplicated = (docs: readonly Doc[]) => ({
  docs: docs.map((doc) => ({ ...asPouch(doc), _rev: `1-${randomBytes(16).toString('hex')}` })),
  new_edits: false,
});

async function checkReceipts(remote: string): Promise<void> {
  const { rows } = (await (await fetch(`${remote}/_all_docs?include_docs=true`)).json()) as {
    rows: { doc: { receipt?: string } }[];
  };
  if (rows.length !== EVENTS || rows.some(({ doc }) => !doc.receipt)) throw new Error('an event has no receipt');
}

/** Fields with an underscore in front are PouchDB's own. */
const asPouch = (doc: Doc) => ({
  ...Object.fromEntries(Object.entries(doc).filter(([key]) => !key.startsWith('_'))),
  _id: doc.id,
});

async function ask(url: string, method: string, body?: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status}`);
}

async function answering(origin: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(origin).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('pouchdb-server did not answer');
}
