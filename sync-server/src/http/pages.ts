/**
 * The built web faces from one origin: `/c` and its assets, and the app with its fallback page. The HTML gets the
 * root key pinned when it is read, and its policy names the hash of every inline script and style it holds.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import type { Site } from '@liangma/shared/registry/site';
import { type Context, Hono } from 'hono';
import type { AppEnv } from './context.ts';
import { COMPRESSED_SUFFIX, chooseEncoding, compressed, type Encoding } from './encoding.ts';
import { problem } from './problem.ts';

export interface PageFolders {
  readonly app: string;
  readonly enterprise: string;
}

/** Values written into every page. */
export interface Pinned {
  /** `KIDHEX.PUBLICKEY_BASE64URL`. */
  readonly root: string;
  /** Operator of the site; undefined if the configuration does not name it. */
  readonly site?: Site | undefined;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSED = /^(text|application\/(json|manifest|wasm)|image\/svg)/;
/** The page of the field app that reads codes. */
const SCANNER = '/field/scan';
/** Folders of the app that hold pages and no files: the name of an account may have a dot. */
const FACES = /^\/(?:desk|supervision|admin|field)\//;
const ONE_YEAR = 'public, max-age=31536000, immutable';

export function pageRoutes(folders: PageFolders, pinned: Pinned) {
  const read = fileReader(pinned, folders.app);
  const send = (c: Context<AppEnv>, folder: string, path: string, caching: string) => {
    const file = read(folder, path);
    return file ? reply(c, file, caching) : problem(c, 'not-found');
  };
  return (
    new Hono<AppEnv>()
      .get('/c/sw.js', (c) => {
        c.header('service-worker-allowed', '/c');
        return send(c, folders.enterprise, 'sw.js', 'no-cache');
      })
      .get('/c/assets/*', (c) => send(c, folders.enterprise, c.req.path.slice('/c/'.length), ONE_YEAR))
      .get('/c/:rest{[^/]*\\.[^/]+}', (c) => send(c, folders.enterprise, c.req.param('rest'), 'no-cache'))
      .get('/c', (c) => send(c, folders.enterprise, 'index.html', 'no-cache'))
      .get('/c/*', (c) => send(c, folders.enterprise, 'index.html', 'no-cache'))
      // A return QR in a phone's own camera. Without a fragment here the browser keeps the one it has (Fetch, location URL).
      .get('/r', (c) => c.redirect(SCANNER, 302))
      .get('/_app/immutable/*', (c) => send(c, folders.app, c.req.path, ONE_YEAR))
      .get('*', (c) => {
        const isFile = extname(c.req.path) !== '' && !FACES.test(c.req.path);
        return send(c, folders.app, isFile ? c.req.path : '200.html', 'no-cache');
      })
  );
}

interface PageFile {
  /** Undefined for a page, into which the server has written. */
  readonly path: string | undefined;
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoded: Map<Encoding, Promise<Uint8Array>>;
}

/** Files of `isolated`, and their workers, are cross-origin isolated: other sites cannot embed them, and they embed no others. */
function fileReader(pinned: Pinned, isolated: string) {
  const files = new Map<string, { file: PageFile; mtime: number }>();
  return (folder: string, path: string): PageFile | undefined => {
    const full = fileOf(folder, path);
    if (!full?.startsWith(folder + sep) || !existsSync(full)) return undefined;
    const stat = statSync(full);
    if (!stat.isFile()) return undefined;
    const known = files.get(full);
    if (known?.mtime === stat.mtimeMs) return known.file;
    const file = readPage(full, pinned, folder === isolated ? ISOLATED : {});
    files.set(full, { file, mtime: stat.mtimeMs });
    return file;
  };
}

/** `undefined` for a path with a broken escape. */
function fileOf(folder: string, path: string): string | undefined {
  try {
    return normalize(join(folder, decodeURIComponent(path)));
  } catch {
    return undefined;
  }
}

function readPage(full: string, pinned: Pinned, isolation: Readonly<Record<string, string>>): PageFile {
  const type = TYPES[extname(full)] ?? 'application/octet-stream';
  const raw = readFileSync(full);
  const html = type.startsWith('text/html') ? pin(raw.toString('utf8'), pinned) : undefined;
  const body = html === undefined ? raw : Buffer.from(html, 'utf8');
  return {
    path: html === undefined ? full : undefined,
    type,
    body,
    encoded: new Map(),
    etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
    headers:
      html === undefined
        ? { ...WORKER_HEADERS, ...isolation }
        : { ...DOCUMENT_HEADERS, ...isolation, 'content-security-policy': contentSecurityPolicy(html) },
  };
}

const pin = (html: string, { root, site }: Pinned): string =>
  fillMeta(fillMeta(html, 'liangma-root', root), 'liangma-site', site ? JSON.stringify(site) : '');

const fillMeta = (html: string, name: string, content: string): string =>
  html.replace(
    new RegExp(`<meta name="${name}" content="[^"]*"`),
    () => `<meta name="${name}" content="${quoted(content)}"`,
  );

const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A worker of an isolated page needs the same headers. The page behind the QR counts every byte, and embeds nothing. */
const ISOLATED = { 'cross-origin-embedder-policy': 'require-corp' };

/** A worker has the policy of its own script: it fetches from this origin and runs the decoder's WebAssembly. */
const WORKER_HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
};

/** [APP-1] No page may ask for a place, a microphone or a screen: nobody is followed. */
export const DOCUMENT_HEADERS = {
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), display-capture=()',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * The one style attribute there is: SvelteKit hides its route announcer with it (its documentation names this hash).
 */
const ROUTE_ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/** Allows only this origin, and inline scripts and styles only by their hash. */
export function contentSecurityPolicy(html: string): string {
  const hashes = (tag: 'script' | 'style') =>
    [...html.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map((match) => match[1] as string)
      .filter((text) => text !== '')
      .map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  const app = html.includes('rel="manifest"')
    ? [`style-src-attr 'unsafe-hashes' '${ROUTE_ANNOUNCER_STYLE}'`, "manifest-src 'self'"]
    : [];
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes('script')].join(' '),
    ["style-src 'self'", ...hashes('style')].join(' '),
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    ...app,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function reply(c: Context<AppEnv>, file: PageFile, caching: string): Promise<Response> {
  const headers: Record<string, string> = {
    'content-type': file.type,
    'cache-control': caching,
    etag: file.etag,
    ...file.headers,
  };
  if (c.req.header('if-none-match')?.replace(/^W\//, '') === file.etag) return c.body(null, 304, headers);
  const encoding = COMPRESSED.test(file.type) ? chooseEncoding(c.req.header('accept-encoding')) : undefined;
  headers.vary = 'accept-encoding';
  if (!encoding) return c.body(Uint8Array.from(file.body), 200, headers);
  headers['content-encoding'] = encoding;
  return c.body(Uint8Array.from(await encode(file, encoding)), 200, headers);
}

function encode(file: PageFile, encoding: Encoding): Promise<Uint8Array> {
  const made = file.encoded.get(encoding) ?? encodeFile(file, encoding);
  file.encoded.set(encoding, made);
  return made;
}

async function encodeFile({ path, body }: PageFile, encoding: Encoding): Promise<Uint8Array> {
  const built = path && path + COMPRESSED_SUFFIX[encoding];
  if (built && existsSync(built)) return readFileSync(built);
  return compressed(body, encoding, { once: true });
}
