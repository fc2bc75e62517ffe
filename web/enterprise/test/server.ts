/**
 * The built page on a server for tests of this workspace alone: static files, a trust bundle, and a push that checks
 * every signature. A double at the edge of the network; the journeys in e2e run against the real server.
 *   node test/server.ts [port]
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { createInbox, type Inbox } from './inbox.ts';
import { type Office, openOffice, type TrustChanges } from './office.ts';

const DIST = join(import.meta.dirname, '../dist');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

export interface TestServer {
  readonly origin: string;
  readonly office: Office;
  readonly inbox: Inbox;
  /** Changes how the trust files are made from now on. */
  changeTrust(changes: TrustChanges): void;
  stop(): Promise<void>;
}

export async function startTestServer(port: number): Promise<TestServer> {
  const office = openOffice(() => Math.floor(Date.now() / 1000));
  const inbox = createInbox(office);
  let changes: TrustChanges = {};
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/.well-known/liangma/trust'))
      return send(response, await office.trust(changes), 'application/cbor');
    if (path === '/api/sync/events/push') return inbox.push(request, response);
    return sendFile(response, path, office);
  };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${port}`,
    office,
    inbox,
    changeTrust: (next) => {
      changes = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendFile(response: ServerResponse, path: string, office: Office): void {
  const isFile = extname(path) !== '';
  const name = isFile ? path.replace(/^\/c\//, '') : 'index.html';
  try {
    const raw = readFileSync(join(DIST, name));
    const body = isFile ? raw : Buffer.from(pinned(raw.toString('utf8'), office));
    if (!isFile) response.setHeader('content-security-policy', policyOf(body.toString('utf8')));
    if (name === 'sw.js') response.setHeader('service-worker-allowed', '/c');
    const immutable = name.startsWith('assets/');
    response.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    send(response, body, TYPES[extname(name)] ?? 'application/octet-stream');
  } catch {
    response.writeHead(404).end();
  }
}

const pinned = (html: string, { root }: Office): string =>
  html.replace(
    '<meta name="liangma-root" content="">',
    `<meta name="liangma-root" content="${toHex(root.kid)}.${toBase64Url(root.publicKey)}">`,
  );

function policyOf(html: string): string {
  const hashes = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(
        ([, text]) =>
          `'sha256-${createHash('sha256')
            .update(text ?? '')
            .digest('base64')}'`,
      )
      .join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes('script')}`,
    `style-src 'self' ${hashes('style')}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
  ].join('; ');
}

function send(response: ServerResponse, body: Uint8Array, type: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-encoding', 'gzip');
  // Compressed as the server compresses files that it sends many times (sync-server/src/http/encoding.ts).
  response.end(gzipSync(body, { level: 9, memLevel: 6 }));
}

if (import.meta.main) {
  const server = await startTestServer(Number(process.argv[2] ?? 4300));
  console.log(`${server.origin}/c`);
  console.log(await server.office.code(server.origin));
}
