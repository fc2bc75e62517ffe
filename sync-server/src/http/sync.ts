/** Rules of every request of the sync: its version. And the stream of hints. */
import { classifyVersion, PROTOCOL_HEADER, understoodUntil } from '@liangma/shared/protocol/version';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';
import { describe } from './describe.ts';
import { Problem } from './problem.ts';
import { versionOf } from './protocol.ts';
import { sessionStreams } from './session-streams.ts';

/** Seconds after which the next request may reach an updated server. */
const ANOTHER_SERVER = 30;

export const knownVersion =
  (deps: Deps): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const version = versionOf(c);
    c.header(PROTOCOL_HEADER, String(deps.protocol.current));
    const support = classifyVersion(version, deps.protocol);
    if (support === 'too-old') throw new Problem('protocol-too-old');
    if (support === 'too-new') throw new Problem('protocol-too-new', { retryAfter: ANOTHER_SERVER });
    if (support === 'older')
      c.header('sunset', new Date(understoodUntil(Number(version), deps.protocol)).toUTCString());
    return next();
  };

export const streamRoutes = (deps: Deps, streamFor = sessionStreams(deps)) =>
  new Hono<AppEnv>().get('/', describe('Hints that something changed', 'events', ['not-signed-in']), (c) => {
    return c.body(streamFor(c), 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
  });
