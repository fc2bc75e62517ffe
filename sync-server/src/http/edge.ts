/** The outer layers of every request: id, log line, headers, body limit, same-origin check, session, last errors. */

import { isIP } from 'node:net';
import { ACTING_HEADER, ACTING_QUERY, actFor } from '@liangma/shared/access/acting';
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import { MAX_HANDOVER_BYTES } from '@liangma/shared/protocol/handover';
import { MAX_ATTACHMENT_BYTES } from '@liangma/shared/tasks/attachments';
import type { ErrorHandler, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { noteUse, openSessionOf } from '../accounts/sessions.ts';
import type { BareDeps, Deps } from '../deps.ts';
import { buckets } from '../limits/bucket.ts';
import { turns } from '../limits/turns.ts';
import { newId } from '../ports/audit.ts';
import { countedAs } from './client-address.ts';
import type { AppEnv } from './context.ts';
import { isLoopback } from './loopback.ts';
import { Problem, type ProblemCode, problem } from './problem.ts';
import { readSessionCookie } from './session-cookie.ts';

type Middleware = MiddlewareHandler<AppEnv>;

/** Logs a line for each request: method, route, status, time. No names, no bodies, no query, no addresses. */
export const requestLog =
  (deps: BareDeps): Middleware =>
  async (c, next) => {
    const requestId = newId(deps);
    const start = performance.now();
    c.set('requestId', requestId);
    // Set headers before the answer exists: adding one later copies the whole answer.
    if (c.req.path.startsWith('/api/')) c.header('x-request-id', requestId);
    await next();
    const ms = Math.round(performance.now() - start);
    deps.log.info(
      { requestId, method: c.req.method, path: loggedPath(c.req.path), status: c.res.status, ms },
      'request',
    );
  };

/**
 * A code in a path names officers, the id of an officer is a certificate number, that of an enterprise can name a
 * person.
 */
export const loggedPath = (path: string): string =>
  path
    .replace(/^\/c\/.+/, '/c/…')
    .replace(/^(\/api\/registry\/enterprises\/).+/, '$1…')
    .replace(/^(\/api\/officers\/)[^/]+/, '$1…');

/** Headers of API answers, which are never pages. Pages bring their own policy. */
export const securityHeaders = ({ config }: Pick<Deps, 'config'>): Middleware => {
  const isOverTls = config.origin.startsWith('https:');
  return async (c, next) => {
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-resource-policy', 'same-origin');
    if (isOverTls) c.header('strict-transport-security', `max-age=${A_YEAR}`);
    if (c.req.path.startsWith('/api/')) {
      c.header('content-security-policy', "default-src 'none'");
      c.header('vary', 'accept-encoding');
      // Cacheable answers override this. On a shared machine nothing else may stay after signing out.
      c.header('cache-control', 'no-store');
    }
    await next();
  };
};

const A_YEAR = 31_536_000;

/**
 * Accepts the host of the public address, loopback names, and numeric addresses. A foreign host name that resolves to this
 * server would let a foreign page read answers as its own (DNS rebinding). Health checks may use any name.
 */
export const knownHost = ({ config }: Pick<Deps, 'config'>): Middleware => {
  const { hostname } = new URL(config.origin);
  return async (c, next) => {
    const host = c.req.header('host');
    if (host === undefined || c.req.path.startsWith('/api/health') || isKnownHost(host, hostname)) return next();
    return problem(c, 'forbidden');
  };
};

export function isKnownHost(host: string, ours: string): boolean {
  const named = host.replace(/:\d*$/, '').toLowerCase();
  return named === ours || isLoopback(named) || isIP(named.replace(/^\[|\]$/g, '')) !== 0;
}

const MAX_BODY = 1024 * 1024;
const HANDOVERS = '/api/handovers';
/** Bytes of a file in base64url with its JSON envelope. */
const MAX_HANDOVER_BODY = Math.ceil((MAX_HANDOVER_BYTES * 4) / 3) + 1024;

const limitTo = (limit: number): Middleware =>
  bodyLimit({ maxSize: limit, onError: (c) => problem(c, 'too-large', { limit }) });

const IMPORTS = '/api/registry/imports';
/** A table of 30 MB in base64url: a county of enterprises is a third of it. A province is imported on the command line. */
const MAX_TABLE_BODY = 42 * 1024 * 1024;

const ATTACHMENTS = '/api/attachments';
/** Bytes of a file in base64url with its JSON envelope; the route says it of a file that is a little larger than allowed. */
const MAX_ATTACHMENT_BODY = Math.ceil((MAX_ATTACHMENT_BYTES * 4) / 3) + 64 * 1024;

const usual = limitTo(MAX_BODY);
const LARGER: Readonly<Record<string, Middleware>> = {
  [HANDOVERS]: limitTo(MAX_HANDOVER_BODY),
  [IMPORTS]: limitTo(MAX_TABLE_BODY),
  [ATTACHMENTS]: limitTo(MAX_ATTACHMENT_BODY),
};

export const limitBody: Middleware = (c, next) => (LARGER[c.req.path] ?? usual)(c, next);

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Requests per client: enough to keep the server busy, few enough that other clients do not wait long behind them. */
const UNDER_WAY = { running: 2, waiting: 256 };

/**
 * Queues the requests of one account, or of one network if nobody is signed in, so that a client that sends without a pause
 * delays others little. It reads the body first, so that a slow connection holds no turn. Parts of photos are written as
 * they arrive and take no turn.
 */
export const inTurns = (deps: Deps): Middleware => {
  const underWay = turns(UNDER_WAY);
  return async (c, next) => {
    if (c.req.method === 'PATCH') return next();
    if (WRITES.includes(c.req.method)) await c.req.arrayBuffer();
    const sender = c.get('actor')?.account ?? countedAs(c, deps);
    const turn = underWay.take(sender);
    if (!turn) return problem(c, 'too-many-requests', { retryAfter: 1 });
    await turn;
    try {
      return await next();
    } finally {
      underWay.end(sender);
    }
  };
};

/** Undefined for `null`, which a sandboxed frame sends. */
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/**
 * A write comes from our own pages as JSON, or with the header of tus: no foreign page can make a browser send either
 * (Fetch, CORS-safelisted request headers).
 */
export const sameOrigin: Middleware = async (c, next) => {
  if (!WRITES.includes(c.req.method)) return next();
  const origin = c.req.header('origin');
  if (origin !== undefined && hostOf(origin) !== c.req.header('host')) return problem(c, 'forbidden');
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return problem(c, 'forbidden');
  const type = c.req.header('content-type') ?? '';
  const tus = c.req.header('tus-resumable') !== undefined;
  if (c.req.method !== 'DELETE' && !tus && !/^application\/json\b/.test(type))
    return problem(c, 'unsupported-media-type');
  return next();
};

export const session =
  (deps: Deps): Middleware =>
  async (c, next) => {
    const token = readSessionCookie(c, deps.config.origin);
    c.set('at', deps.clock.now());
    c.set('sessionToken', token);
    const open = token ? await openSessionOf(deps, token) : undefined;
    if (token && open && !open.isSeenLately)
      void noteUse(deps, token).catch((err) => deps.log.warn({ err }, 'use of a session'));
    c.set('sessionId', open?.id);
    const acting =
      c.req.path === '/api/session' ? undefined : (c.req.query(ACTING_QUERY) ?? c.req.header(ACTING_HEADER));
    const actor = open && acting ? actFor(open.actor, acting, c.get('at')) : open?.actor;
    if (open && !actor) return problem(c, 'forbidden');
    c.set('actor', actor);
    c.set('device', open?.device ?? null);
    c.set('revoked', open?.revoked ?? false);
    return next();
  };

/** Operations that strangers use: the public ones, and those whose request is signed: pushes of a device, receipts of the gateway. */
const OPEN_TO_ALL =
  /^\/api\/(health|session|setup|regions|codes|sync\/events\/push|notices\/receipts|outcomes\/open|openapi\.json)(\/|$)/;

/** Refuses strangers everywhere else, before a handler looks at what they sent. */
export const signedInFirst: Middleware = (c, next) =>
  c.get('actor') || OPEN_TO_ALL.test(c.req.path) ? next() : Promise.resolve(problem(c, 'not-signed-in'));

/** At most `perMinute` requests from one address; a bucket that refills. */
export function rateLimit(deps: BareDeps, perMinute: number): Middleware {
  const requests = buckets(perMinute, MINUTE);
  return async (c, next) => {
    const [network, now] = [countedAs(c, deps), deps.ticks.now()];
    const wait = requests.wait(network, 1, now);
    if (wait > 0) return problem(c, 'too-many-requests', { retryAfter: Math.ceil(wait / SECOND) });
    requests.take(network, 1, now);
    return next();
  };
}

export const onError =
  (deps: BareDeps): ErrorHandler<AppEnv> =>
  (error, c) => {
    if (error instanceof Problem) return problem(c, error.code, error.extra);
    if (error instanceof HTTPException) return problem(c, error.status === 404 ? 'not-found' : 'bad-request');
    const code = isWithoutKey(error) ? 'no-signing-key' : storageProblem(error);
    const words = isDamaged(error) ? 'the store file is damaged: stop the server and restore a backup' : code;
    deps.log.error({ requestId: c.get('requestId'), err: error }, words);
    return problem(c, code);
  };

/** SQLite result codes 11 (corrupt) and 26 (not a database). */
const isDamaged = (error: unknown): boolean => [11, 26].includes(((error as { errcode?: number }).errcode ?? 0) & 255);

/** `NoSigningKey` of the key ring: the log says for which use and agency. */
const isWithoutKey = (error: unknown): boolean => error instanceof Error && error.name === 'NoSigningKey';

/**
 * PostgreSQL's 22021 (a text that cannot be one, with U+0000 in it). SQLite result codes 13 (full), 5 and 6 (busy,
 * locked), 10 (I/O); PostgreSQL classes 53 (resources), 08, 57 (gone), 40 (deadlock), 25 (a standby that nobody has
 * promoted yet); the network; and pg, which gives a lost connection no code.
 */
function storageProblem(error: unknown): ProblemCode {
  const { errcode, code, message = '' } = error as { errcode?: number; code?: string; message?: string };
  if (code === '22021') return 'bad-request';
  if (errcode === 13 || code === '53100' || code === 'ENOSPC') return 'storage-full';
  if (errcode !== undefined && [5, 6, 10].includes(errcode & 255)) return 'server-busy';
  if (typeof code === 'string')
    return /^(53|08|57|40|25|E(CONN|PIPE|TIMEDOUT))/.test(code) ? 'server-busy' : 'unexpected';
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded)/.test(message)
    ? 'server-busy'
    : 'unexpected';
}
