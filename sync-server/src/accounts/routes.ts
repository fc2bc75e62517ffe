import { actorSchema } from '@liangma/shared/access/authorise';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { countedAs } from '../http/client-address.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { anyone, parse } from '../http/require.ts';
import { deleteSessionCookie, writeSessionCookie } from '../http/session-cookie.ts';
import { signOut } from './sessions.ts';
import { signIns } from './sign-in.ts';

const credentials = v.object({
  /** Accounts are lower case; keyboards of phones begin with a capital letter and end with a blank. */
  name: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});
const reply = v.object({ actor: actorSchema });

export const sessionRoutes = (deps: Deps, signIn = signIns(deps)) =>
  new Hono<AppEnv>()
    .get('/', describe('Who is signed in', reply, ['not-signed-in']), (c) => c.json({ actor: anyone(c) }))
    .post(
      '/',
      describe('Sign in', reply, ['bad-request', 'wrong-credentials', 'too-many-attempts', 'too-many-requests']),
      rateLimit(deps, 60),
      parse('json', credentials),
      async (c) => {
        const { name, password } = c.req.valid('json');
        const [network, replaces] = [countedAs(c, deps), c.get('sessionToken')];
        const result = await signIn({ name, password, network, replaces, userAgent: c.req.header('user-agent') });
        if (!result.ok) {
          const { code, ...extra } = result.error;
          return problem(c, code, extra);
        }
        const { token, actor, length } = result.value;
        writeSessionCookie(c, deps.config.origin, token, length / 1000);
        return c.json({ actor });
      },
    )
    .delete('/', describe('Sign out', 'empty'), async (c) => {
      const [token, actor] = [c.get('sessionToken'), c.get('actor')];
      if (token && actor) await signOut(deps, token, actor.account);
      deleteSessionCookie(c, deps.config.origin);
      // Photos of inspections are kept for a year by their address.
      c.header('clear-site-data', '"cache"');
      return c.body(null, 204);
    });
