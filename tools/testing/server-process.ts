/** The real server as a process of its own, over a store that outlives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { untilHealthy } from './health.ts';
import { freePort } from './postgres.ts';

const cli = fileURLToPath(new URL('../../sync-server/bin/liangma.mjs', import.meta.url));

export interface Place {
  readonly folder: string;
  readonly databaseUrl?: string;
}

export interface ServerProcess {
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  /** Undefined while it runs, null when a signal ended it. */
  exit(): number | null | undefined;
  /** At once, wherever it is. */
  kill(): Promise<void>;
  /** Stops the process as an operator does. Returns its exit code. */
  stop(): Promise<number | null>;
}

/** Resolves when it answers. */
export async function startProcess({ folder, databaseUrl }: Place, port?: number): Promise<ServerProcess> {
  const at = port ?? (await freePort());
  const origin = `http://127.0.0.1:${at}`;
  const child = spawn(process.execPath, [cli, 'serve'], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      LIANGMA_LOG: 'silent',
      CHROMIUM_PATH: 'none',
      LIANGMA_DATA: folder,
      PORT: String(at),
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = endOf(child);
  await untilHealthy(child, origin);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    origin,
    port: at,
    pid: child.pid as number,
    exit: () => (child.signalCode !== null ? null : (child.exitCode ?? undefined)),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
  });

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
