/** The most that the framework can do: the same bodies through a route that only parses and answers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { askAll } from './connections.ts';
import { type Cost, costOf } from './pushing.ts';

const CONNECTIONS = { push: 8, pull: 4 };

export interface BareHono {
  echo(bodies: readonly Buffer[], rowsABody: number): Promise<Cost>;
  /** Gives the same page out so many times. */
  giveOut(page: Buffer, documents: number, times: number): Promise<Cost>;
  stop(): Promise<void>;
}

export async function startBareHono(): Promise<BareHono> {
  const script = fileURLToPath(new URL('./bare-hono-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const origin = `http://127.0.0.1:${String(port).trim()}`;
  const server = { origin, pid: child.pid as number };
  const check = ({ status }: { status: number }): void => {
    if (status >= 300) throw new Error(`bare Hono: ${status}`);
  };
  return {
    echo: (bodies, rows) => {
      const asked = bodies.map((body) => ({ method: 'POST', path: '/echo', body }) as const);
      return costOf(server, bodies.length * rows, () => askAll(origin, asked, CONNECTIONS.push, check));
    },
    giveOut: async (page, documents, times) => {
      const headers = { 'content-type': 'application/json' };
      check(await fetch(`${origin}/held`, { method: 'PUT', headers, body: new Uint8Array(page) }));
      const asked = Array.from({ length: times }, () => ({ method: 'GET', path: '/held' }) as const);
      return costOf(server, documents * times, () => askAll(origin, asked, CONNECTIONS.pull, check));
    },
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}
