/**
 * The whole first load of the page behind the QR, as the real server answers it on the demo's day: the page, the trust
 * file, and in English the words, each with the bytes of its headers. A proxy that passes nothing better than gzip is
 * assumed. Chromium counts the same bytes (`npm run bench`).
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appDeps } from '@liangma/testing/app-deps';
import { HOUR } from '../../../shared/src/kernel/instant.ts';
import type { IssuedTask } from '../../../shared/src/tasks/task.ts';
import { statusDay } from '../../../shared/src/trust/status-list.ts';
import { openMemoryStore } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import { createApp } from '../../../sync-server/src/app.ts';
import { fillDemo } from '../../../sync-server/src/demo/fill-demo.ts';
import { playDemoDay } from '../../../sync-server/src/demo-day.ts';
import type { Deps } from '../../../sync-server/src/deps.ts';
import { committed } from '../../../sync-server/src/ports/store.ts';
import { trustAddress } from '../../../web/enterprise/src/door/trust-address.ts';
import { importsOf, parseScript, ROOT } from './sources.ts';

export interface FirstLoad {
  readonly chinese: number;
  readonly english: number;
  readonly parts: readonly (readonly [string, number])[];
}

const FOLDERS = { app: join(ROOT, 'web/app/build'), enterprise: join(ROOT, 'web/enterprise/dist') };
const SITE = {
  name: '甘肃省司法厅（行政执法协调监督局）',
  host: 'liangma.example.gov.cn',
  help: '0931-1234567',
  supervision: '0935-1234567',
};
/** Tuesday 24 November 2026, midnight in China. */
const MIDNIGHT = Date.UTC(2026, 10, 23, 16);

/** `hour` of the demo's day. The trust file holds what the code with the most matters needs, in a status list of province size. */
export async function firstLoadAt(hour: number): Promise<FirstLoad> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-size-'));
  const now = () => MIDNIGHT + hour * HOUR;
  const store = await openMemoryStore('size');
  try {
    const deps = appDeps(store, folder, now);
    await fillDemo(store, deps, 'small');
    await playDemoDay(deps);
    const task = await largestOf(deps);
    await withdrawAsInProvince(deps, task.statusEntry.shard);
    const app = createApp(deps, { ...FOLDERS, site: SITE });
    const sizeOf = async (path: string) => [path, await onTheWire(app, path)] as const;
    const chinese = [await sizeOf('/c'), await sizeOf(trustAddress(task.code))];
    const english = await Promise.all(englishFiles().map(sizeOf));
    return { chinese: total(chinese), english: total([...chinese, ...english]), parts: [...chinese, ...english] };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const total = (parts: readonly (readonly [string, number])[]): number =>
  parts.reduce((sum, [, bytes]) => sum + bytes, 0);

/** The issued task with the most matters. */
async function largestOf({ store }: Deps): Promise<IssuedTask> {
  const issued = (await store.read((tx) => tx.tasks.find({ states: ['issued'], limit: 200 }))) as IssuedTask[];
  const [largest] = issued.sort((a, b) => b.matters.length - a.matters.length);
  if (!largest) throw new Error('the demo day has issued no code');
  return largest;
}

/**
 * A province that issues ten million codes a year in fourteen prefectures: the largest has three times the average. Codes are
 * issued at most five days before they expire, and one of a hundred is withdrawn.
 */
const CODES_A_DAY = Math.ceil((3 * 10_000_000) / 14 / 365);
const DAYS_AHEAD = 5;
const WITHDRAWN_OF = 100;
/** A prime that shares no factor with the codes of a day: withdrawn indexes lie scattered. */
const SCATTER = 7919;

async function withdrawAsInProvince({ store, clock }: Deps, shard: string): Promise<void> {
  const today = statusDay(clock.now() / 1000);
  await store.write(async (tx) => {
    for (let day = today; day <= today + DAYS_AHEAD; day++) {
      for (let i = 0; i < CODES_A_DAY / WITHDRAWN_OF; i++) {
        await tx.trust.withdraw({ shard, day, index: (i * SCATTER * (day - today + 1)) % CODES_A_DAY });
      }
    }
    return committed(undefined, { shard: '', id: 'size', at: 0, actor: 'size', action: 'size', subject: shard });
  });
}

/** Bytes of an HTTP/1.1 answer, with the headers that Node adds to those of the app. */
async function onTheWire(app: ReturnType<typeof createApp>, path: string): Promise<number> {
  const answer = await app.request(path, { headers: { 'accept-encoding': 'gzip' } });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  const body = (await answer.arrayBuffer()).byteLength;
  const added = {
    'content-length': String(body),
    date: new Date(0).toUTCString(),
    connection: 'keep-alive',
    'keep-alive': 'timeout=5',
  };
  const lines = [...answer.headers, ...Object.entries(added)].map(([name, value]) => `${name}: ${value}`);
  return ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n').length + body;
}

/** The entry with the English of a code that holds (vite.config.ts), and what it imports. */
function englishFiles(): string[] {
  const page = readFileSync(join(FOLDERS.enterprise, 'index.html'), 'utf8');
  const queue = [...page.matchAll(/import\(\W(\/c\/assets\/door-en-[^`'"]+)/g)].map((found) => found[1] as string);
  if (queue.length === 0) throw new Error('the page behind the QR loads no English');
  const files = new Set<string>();
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    const script = readFileSync(join(FOLDERS.enterprise, path.replace('/c/', '')), 'utf8');
    for (const { specifier, kind } of importsOf(parseScript('built.js', script)))
      if (kind === 'static') queue.push(new URL(specifier, `http://x${path}`).pathname);
  }
  return [...files];
}
