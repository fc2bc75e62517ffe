/** Ten thousand devices that listen and hear nothing: what they cost the server, and how soon one notice is with all of them. */
import { connect, type Socket } from 'node:net';
import { SERVER_LIMITS } from '@liangma/shared/compliance/server-limits';
import { printFigure } from '../figures.ts';
import { type BenchServer, openBenchServer } from './bench-server.ts';
import { signPush, TASKS_A_PUSH } from './day.ts';
import { memoryOf } from './processes.ts';
import { pushRound } from './pushing.ts';

const STREAMS = 10_000;
/** From one loopback address: below what the kernel has ports for, and what one address may open. */
const AN_ADDRESS = 200;
const AT_ONCE = 100;

export async function benchStreams(n: number): Promise<void> {
  const server = await openBenchServer('sqlite', {
    tasks: TASKS_A_PUSH * (n + 1),
    devices: n + 1,
    sessions: Math.ceil(STREAMS / SERVER_LIMITS.sessionStreams),
  });
  const listeners: Listener[] = [];
  try {
    const before = memoryOf(server.pid);
    while (listeners.length < STREAMS) {
      const opened = Array.from({ length: AT_ONCE }, (_, i) => listen(server, listeners.length + i));
      listeners.push(...(await Promise.all(opened)));
    }
    const after = memoryOf(server.pid);
    const told: number[] = [];
    for (let round = 0; round <= n; round++) {
      const ms = await tellAll(server, listeners, round);
      if (round > 0) told.push(ms); // the first warms up
    }
    console.log(`streams: ${STREAMS} open, each on a connection of its own`);
    printFigure({ what: 'server’s memory with all of them', values: [after], unit: 'MB', goal: 450 });
    printFigure({ what: '… of that for the streams', values: [after - before], unit: 'MB' });
    printFigure({ what: 'a push → its notice with the last of them', values: told, unit: 'ms', goal: 500 });
  } finally {
    for (const { socket } of listeners) socket.destroy();
    await server.stop();
  }
}

interface Listener {
  readonly socket: Socket;
  /** Resolves with the moment of the next hint. */
  next(): Promise<number>;
}

function listen({ origin, county: { cookies } }: BenchServer, i: number): Promise<Listener> {
  const cookie = cookies[Math.floor(i / SERVER_LIMITS.sessionStreams)];
  const { port } = new URL(origin);
  const localAddress = `127.0.3.${1 + Math.floor(i / AN_ADDRESS)}`;
  return new Promise((resolve, reject) => {
    let heard: ((at: number) => void) | undefined;
    const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress });
    const next = () =>
      new Promise<number>((found) => {
        heard = found;
      });
    socket.on('error', reject);
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      if (text.includes('event: open')) resolve({ socket, next });
      if (text.startsWith('HTTP/1.1') && !text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 200)));
      if (text.includes('event: hint')) heard?.(performance.now());
    });
    socket.write(`GET /api/sync/stream HTTP/1.1\r\nhost: localhost:${port}\r\ncookie: ${cookie}\r\n\r\n`);
  });
}

/** Milliseconds from sending a push of a hundred events until every stream has its hint. */
async function tellAll(server: BenchServer, listeners: readonly Listener[], round: number): Promise<number> {
  const { county } = server;
  const device = county.devices[round] as (typeof county.devices)[number];
  const push = await signPush(device, county.tasks.slice(round * TASKS_A_PUSH, (round + 1) * TASKS_A_PUSH));
  const all = Promise.all(listeners.map((listener) => listener.next()));
  const start = performance.now();
  await pushRound(server, county.cookie, [push], server.keys);
  return Math.max(...(await all)) - start;
}
