/**
 * Requests to the server. An answer counts only if its content is what the protocol says: a captive portal also answers 200.
 */
import { join, utf8Decode } from '@liangma/shared/kernel/bytes';
import { HOUR } from '@liangma/shared/kernel/instant';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import { bestEffort } from '@liangma/web-common/best-effort';
import * as v from 'valibot';
import { SyncProblem, type SyncProblemKind } from './sync-problem.ts';

/** Longest silence of an answer, ms. */
const SILENCE = 30_000;
/** Characters per millisecond on the slowest link that counts: a long body delays the first byte of the answer. */
const SLOWEST = 4;

const problemSchema = v.object({ status: v.number(), code: v.string(), retryAfter: v.nullish(v.number()) });

const KIND_OF_STATUS: Partial<Record<number, SyncProblemKind>> = {
  400: 'malformed',
  401: 'signed-out',
  403: 'forbidden',
  410: 'resync',
  413: 'too-large',
  422: 'malformed',
  426: 'update-needed',
  429: 'busy',
  500: 'unjudged',
};

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** Headers of a request, and the reader of the headers of its answer. */
export interface Headed {
  readonly headers: Readonly<Record<string, string>>;
  readonly onHeaders: (answer: Headers) => void;
}

export interface Wire {
  getJson(path: string): Promise<unknown>;
  postJson(path: string, body: unknown, headed?: Headed): Promise<unknown>;
  /** Returns undefined if the server's file still has this `etag`. */
  getFile(path: string, etag: string): Promise<{ bytes: Uint8Array; etag: string } | undefined>;
}

/** `clock` receives the difference, device minus server, in milliseconds, whenever our server answers. */
export function wireOver(fetch: Fetch, now: () => number, clock: (skew: number) => void): Wire {
  const json = async (path: string, init: RequestInit, onHeaders?: Headed['onHeaders']): Promise<unknown> => {
    const { response, bytes } = await exchange(fetch, path, { ...init, headers: { ...HEADERS, ...init.headers } });
    const body = jsonIn(bytes);
    onHeaders?.(response.headers);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clock(now() - date);
    return body;
  };
  return {
    getJson: (path) => json(path, {}),
    postJson: (path, body, headed) => {
      const headers = { 'content-type': 'application/json', ...headed?.headers };
      return json(path, { method: 'POST', body: JSON.stringify(body), headers }, headed?.onHeaders);
    },
    getFile: async (path, etag) => {
      const { response, bytes } = await exchange(fetch, path, { headers: etag ? { 'if-none-match': etag } : {} });
      return response.status === 304 ? undefined : { bytes, etag: response.headers.get('etag') ?? '' };
    },
  };
}

const HEADERS = { accept: 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Decode(bytes));
  } catch {
    throw new SyncProblem('not-our-server');
  }
}

interface Answer {
  readonly response: Response;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads the answer to its last byte, with a limit on silence: a link can fall silent in the middle of an answer. */
async function exchange(fetch: Fetch, path: string, init: RequestInit): Promise<Answer> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), ms);
  };
  try {
    wait(SILENCE + (typeof init.body === 'string' ? init.body.length / SLOWEST : 0));
    const response = await fetch(path, { ...init, signal: abort.signal, cache: 'no-store', redirect: 'follow' });
    if (!response.ok && response.status !== 304) throw await problemOf(response);
    return { response, bytes: await bytesOf(response, () => wait(SILENCE)) };
  } catch (error) {
    if (error instanceof SyncProblem) throw error;
    throw new SyncProblem(globalThis.navigator?.onLine === false ? 'offline' : 'unreachable');
  } finally {
    clearTimeout(timer);
  }
}

async function bytesOf({ body }: Response, onPart: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    onPart();
    parts.push(part.value);
  }
  return join(parts);
}

/** An error status counts only with our problem document in the body, because a gateway has its own. */
async function problemOf(response: Response): Promise<SyncProblem> {
  const body = await bestEffort(response.json(), 'a gateway may answer with a page of its own');
  const parsed = v.safeParse(problemSchema, body);
  // A proxy with a limit of its own sends the status only.
  if (response.status === 413) return new SyncProblem('too-large');
  if (!parsed.success) return new SyncProblem(response.status >= 500 ? 'unreachable' : 'not-our-server');
  const wait = parsed.output.retryAfter ?? Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait * 1000 : undefined;
  // A revocation is final: frequent requests would only cost.
  if (parsed.output.code === 'device-revoked') return new SyncProblem('device-revoked', HOUR);
  if (parsed.output.code === 'too-many-devices') return new SyncProblem('too-many-devices', retryAfter);
  if (parsed.output.code === 'protocol-too-new') return new SyncProblem('server-older', retryAfter);
  return new SyncProblem(KIND_OF_STATUS[response.status] ?? 'busy', retryAfter);
}
