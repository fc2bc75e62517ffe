/**
 * A way to the server that a test keeps the gate of: it lets requests through, slows them, holds answers back, or is a portal.
 * The app may come along it in another version.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type AppVersion, checkBuild, inVersion, PROTOCOL_VERSION } from './app-versions.ts';

export type Treatment =
  | 'pass'
  /** The server does what it was asked to, and nobody hears of it. */
  | 'hold'
  /** Two seconds before each answer begins. */
  | 'slow'
  /** A hotel's page with status 200, whatever was asked. */
  | 'portal';

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

export interface GatedWay {
  readonly origin: string;
  /** From the next request on. */
  treat(how: (asked: Asked) => Treatment): void;
  /** From the next file on, the app is of that version; no browser keeps its files of itself from then on. */
  serve(version: AppVersion): void;
  /** The server understands this version of the protocol as it does its own. */
  understand(protocol: number | undefined): void;
  /** Answers the server gave that are held back. */
  held(): readonly Asked[];
  stop(): Promise<void>;
}

const SLOW = 2_000;
const PROTOCOL_HEADER = 'x-liangma-protocol';
const PORTAL = '<!doctype html><title>Wi-Fi</title><h1>欢迎使用本店无线网络</h1>';

export async function gatedWay(to: string): Promise<GatedWay> {
  const port = Number(new URL(to).port);
  const held: Asked[] = [];
  let treatment: (asked: Asked) => Treatment = () => 'pass';
  let app: AppVersion | undefined;
  let understood: number | undefined;

  const heard = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
    headers[PROTOCOL_HEADER] === String(understood)
      ? { ...headers, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) }
      : headers;

  const carry = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const how = treatment({ method, path });
    if (how === 'portal') {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PORTAL);
      return;
    }
    if (app && isScript(path)) return sendScript(app, `${to}${path}`, outgoing);
    const onward = request({ host: 'localhost', port, method, path, headers: heard(headers) });
    outgoing.on('close', () => onward.destroy());
    const answered = once(onward, 'response');
    incoming.pipe(onward);
    const [answer] = (await answered) as [IncomingMessage];
    if (how === 'hold') {
      await buffer(answer);
      held.push({ method, path });
      return;
    }
    if (how === 'slow') await pause(SLOW);
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => outgoing.destroy());
    answer.pipe(outgoing);
  };

  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    treat: (how) => {
      treatment = how;
      held.length = 0;
    },
    serve: (version) => {
      checkBuild();
      app = version;
    },
    understand: (protocol) => {
      understood = protocol;
    },
    held: () => held,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const isScript = (path: string): boolean =>
  path.startsWith('/_app/immutable/') ? path.endsWith('.js') : path.startsWith('/service-worker.js');

/** Names headers that describe the unchanged file, or the connection to the server. */
const NOT_OF_CHANGED = ['content-encoding', 'content-length', 'etag', 'transfer-encoding', 'connection', 'keep-alive'];

async function sendScript(version: AppVersion, from: string, outgoing: ServerResponse): Promise<void> {
  const answer = await fetch(from);
  // The policies of the server go along: the page starts no worker whose script comes without.
  const headers = new Map(answer.headers);
  for (const name of NOT_OF_CHANGED) headers.delete(name);
  outgoing.setHeaders(headers.set('cache-control', 'no-store'));
  outgoing.writeHead(answer.status).end(inVersion(version, await answer.text()));
}

export const isPush = ({ method, path }: Asked): boolean =>
  method === 'POST' && path.startsWith('/api/sync/events/push');
export const isTaskPull = ({ path }: Asked): boolean => path.startsWith('/api/sync/tasks/pull');
export const isEventPull = ({ path }: Asked): boolean => path.startsWith('/api/sync/events/pull');
