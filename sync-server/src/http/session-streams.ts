/** Hint streams of each session: a limited number at once, and none after its end. */

import type { Actor } from '@liangma/shared/access/authorise';
import { postsAt } from '@liangma/shared/access/post';
import type { Context } from 'hono';
import { openSessionOf } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';
import { hintStream } from './hint-stream.ts';
import { Problem } from './problem.ts';
import { signedIn } from './require.ts';

export function sessionStreams(deps: Deps) {
  const open = new Map<string, Set<() => void>>();
  /** Ends the oldest stream beyond the limit, because a silently broken connection looks open for minutes. */
  const opened = (token: string, end: () => void): (() => void) => {
    const ends = open.get(token) ?? new Set();
    open.set(token, ends.add(end));
    const [oldest] = ends;
    if (ends.size > deps.limits.sessionStreams) oldest?.();
    return () => {
      ends.delete(end);
      if (ends.size === 0) open.delete(token);
    };
  };
  const present = (actor: Actor): Actor => ({ ...actor, posts: postsAt(actor, deps.clock.now()) });
  return (c: Context<AppEnv>): ReadableStream<Uint8Array> => {
    const [actor, token] = [signedIn(c), c.get('sessionToken')];
    if (token === undefined) throw new Problem('not-signed-in');
    const again = async () => {
      const session = await openSessionOf(deps, token);
      return session && !session.revoked ? present(session.actor) : undefined;
    };
    return hintStream(deps.hints, { actor: present(actor), again, opened: (end) => opened(token, end) }, deps.random);
  };
}
