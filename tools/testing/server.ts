/** The real server as a process of its own, over a store of its own, killed when the test is over. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilHealthy } from './health.ts';
import { freePort, startPostgres } from './postgres.ts';

export interface RunningServer {
  readonly origin: string;
  readonly folder: string;
  /** Id of the server's process: a bench reads its cost there. */
  readonly pid: number;
  /** Sets the clock of a server that has its own ahead of the machine's by so many ms. */
  turn(ahead: number): Promise<void>;
  /** All that it has printed. */
  said(): string;
  /** Deletes the data folder, unless it is to be moved to `keepAs`. */
  stop(keepAs?: string): Promise<void>;
}

const cli = fileURLToPath(new URL('../../sync-server/bin/liangma.mjs', import.meta.url));

const CLOCK = ['--import', new URL('shifted-clock.ts', import.meta.url).href];

/** The setting of docs/OPERATIONS.md for a server with many listening devices. */
const HEAP = ['--max-semi-space-size=32'];

/**
 * `prepare` may put things into the data folder and the database before the server opens them. With `ahead` it has a clock of
 * its own, so much ahead of the machine's at first, ms. `mode` is production for a server that begins with its set-up.
 */
export async function startServer(
  store: 'sqlite' | 'postgres',
  args: readonly string[] = [],
  prepare?: (dataFolder: string, databaseUrl: string | undefined) => Promise<unknown>,
  ahead?: number,
  mode: 'test' | 'production' = 'test',
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-e2e-'));
  const postgres = store === 'postgres' ? await startPostgres() : undefined;
  const databaseUrl = await postgres?.database('liangma');
  await prepare?.(join(folder, 'data'), databaseUrl);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  // A build in this process sets NODE_ENV=production, in which demo people stay outside.
  const env = {
    ...process.env,
    NODE_ENV: mode,
    PORT: String(port),
    LIANGMA_DATA: join(folder, 'data'),
    LIANGMA_LOG: 'warn',
    // Printing takes a core: tests of the archive name a browser.
    CHROMIUM_PATH: 'none',
    ...environment,
  };
  const [clock, channel] = ahead === undefined ? [[], []] : [CLOCK, ['ipc' as const]];
  const child = spawn(process.execPath, [...HEAP, ...clock, cli, 'serve', ...args], {
    env: { ...env, CLOCK_AHEAD: String(ahead), ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
    stdio: ['ignore', 'pipe', 'pipe', ...channel],
  });
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  await untilHealthy(child, origin);
  const stop = async (keepAs?: string) => {
    await stopped(child);
    await postgres?.stop();
    if (keepAs) renameSync(join(folder, 'data'), keepAs);
    rmSync(folder, { recursive: true, force: true });
  };
  const turn = async (to: number) => {
    const turned = once(child, 'message');
    child.send(to);
    await turned;
  };
  return { origin, folder, pid: child.pid as number, turn, said: () => output, stop };
}

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  });
