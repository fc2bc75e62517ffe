/**
 * Cache of costly answers that are the same for everybody. Each is computed once, with its ETag and encodings, and stays until
 * its source changes.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { Context, Handler } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';
import { chooseEncoding, compressed, type Encoding } from './encoding.ts';

interface CachedAnswer {
  readonly etag: string;
  readonly encoded: Map<Encoding, Promise<Uint8Array>>;
}

/** Keyed by identity of the bytes, so that new bytes get a new entry and unused ones are collected. */
const known = new WeakMap<Uint8Array, Promise<CachedAnswer>>();

/** `content` makes the ETag of a file whose signature may differ each time. */
export async function sendCached(
  c: Context<AppEnv>,
  { signatures }: Pick<Deps, 'signatures'>,
  type: string,
  bytes: Uint8Array,
  content = bytes,
): Promise<Response> {
  const cached = known.get(bytes) ?? cache(signatures, content);
  known.set(bytes, cached);
  const { etag, encoded } = await cached;
  const headers = { etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
  if (c.req.header('if-none-match')?.replace(/^W\//, '') === etag) return c.body(null, 304, headers);
  const encoding = chooseEncoding(c.req.header('accept-encoding'));
  if (!encoding) return c.body(Uint8Array.from(bytes), 200, { ...headers, 'content-type': type });
  const body = encoded.get(encoding) ?? compressed(bytes, encoding, { once: true });
  encoded.set(encoding, body);
  const answer = Uint8Array.from(await body);
  return c.body(answer, 200, { ...headers, 'content-type': type, 'content-encoding': encoding });
}

const cache = async ({ sha256 }: Deps['signatures'], content: Uint8Array): Promise<CachedAnswer> => ({
  etag: `"${toHex(await sha256(content)).slice(0, 16)}"`,
  encoded: new Map(),
});

/** Caches the first answer of the handler and serves it to every request. */
export function cachedHandler(deps: Pick<Deps, 'signatures'>, handler: Handler): Handler<AppEnv> {
  let made: Promise<Uint8Array> | undefined;
  const make = async (...[c, next]: Parameters<Handler>): Promise<Uint8Array> => {
    const answer = await handler(c, next);
    if (!(answer instanceof Response)) throw new Error('a handler without an answer');
    return new Uint8Array(await answer.arrayBuffer());
  };
  return async (c, next) => {
    made ??= make(c, next).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return sendCached(c, deps, 'application/json', await made);
  };
}
