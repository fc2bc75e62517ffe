/** Sends attacks from one address without a pause, up to a bound in time, requests and bytes. Counts the answers. */
import { Agent, request } from 'node:http';
import { type Asked, ask } from '../sync/connections.ts';
import type { Attack } from './attacks.ts';

export interface Flood {
  /** Counts each status by kind of request; `broken` stands for a connection that ended without an answer. */
  readonly answers: Record<string, Record<string, number>>;
  readonly requests: number;
  /** Bodies of all requests, and of those pushes that the server judged. */
  readonly bytes: number;
  readonly judgedBytes: number;
  /** The most event streams that were open at once. */
  readonly streams: number;
}

const ADDRESS = '127.0.0.9';
/** The bounds of one flood; what a line of 320 Mbit/s carries. */
const REQUESTS_A_SECOND = 5_000;
const BYTES_A_SECOND = 40_000_000;
const PAUSE = 10;

/** Waits while the bounds are exceeded; resolves to false once the time is up. */
type MayGoOn = () => Promise<boolean>;

type Counts = { -readonly [K in keyof Flood]: Flood[K] };

export async function flood(
  origin: string,
  seconds: number,
  attacks: readonly Attack[],
  cookie: string,
): Promise<Flood> {
  const counts: Counts = { answers: {}, requests: 0, bytes: 0, judgedBytes: 0, streams: 0 };
  const start = performance.now();
  const end = start + seconds * 1000;
  const isTooMuch = () => {
    const elapsed = (performance.now() - start) / 1000;
    return counts.requests > (1 + elapsed) * REQUESTS_A_SECOND || counts.bytes > (1 + elapsed) * BYTES_A_SECOND;
  };
  const mayGoOn = async () => {
    while (performance.now() < end && isTooMuch()) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return performance.now() < end;
  };
  const closeStreams = openStreams(origin, cookie, counts);
  const lanes = attacks.flatMap((attack) =>
    Array.from({ length: attack.connections }, () => runLane(origin, attack, counts, mayGoOn)),
  );
  await Promise.all(lanes);
  closeStreams();
  return counts;
}

async function runLane(origin: string, { name, next }: Attack, counts: Counts, mayGoOn: MayGoOn): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: ADDRESS });
  while (await mayGoOn()) {
    for (const asked of await next()) {
      let status: string;
      do status = await send(origin, name, asked, agent, counts);
      while ((status === '429' || status === 'broken') && isPush(asked) && (await mayGoOn()));
    }
  }
  agent.destroy();
}

async function send(origin: string, name: string, asked: Asked, agent: Agent, counts: Counts): Promise<string> {
  const bytes = asked.body?.length ?? 0;
  counts.requests += 1;
  counts.bytes += bytes;
  const status = await ask(origin, asked, agent).then(
    (answer) => String(answer.status),
    () => 'broken',
  );
  if (status === '200' && isPush(asked)) counts.judgedBytes += bytes;
  count(counts, name, status);
  return status;
}

const isPush = ({ path }: Asked): boolean => path.endsWith('/push');

function count({ answers }: Counts, name: string, status: string): void {
  answers[name] ??= {};
  const ofName = answers[name];
  ofName[status] = (ofName[status] ?? 0) + 1;
}

/** A stranger gets no stream, so half of the streams are asked for with the session of a stolen phone. */
const STREAMS = 200;
const STREAMS_WITHOUT_SESSION = 200;

function openStreams(origin: string, cookie: string, counts: Counts): () => void {
  const { port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: STREAMS + STREAMS_WITHOUT_SESSION, localAddress: ADDRESS });
  let open = 0;
  for (let i = 0; i < STREAMS + STREAMS_WITHOUT_SESSION; i++) {
    const headers = i < STREAMS ? { cookie } : {};
    counts.requests += 1;
    const asked = request({ host: '127.0.0.1', port, path: '/api/sync/stream', agent, headers }, (response) => {
      const status = response.statusCode ?? 0;
      count(counts, 'event streams', String(status));
      response.on('error', () => undefined).resume();
      if (status !== 200) return;
      open += 1;
      counts.streams = Math.max(counts.streams, open);
      response.on('close', () => {
        open -= 1;
      });
    });
    asked.on('error', () => undefined).end();
  }
  return () => agent.destroy();
}
