import { actorSchema } from '@liangma/shared/access/authorise';
import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit, SESSION_COOKIE } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse, signedIn } from '../http/require.ts';
import { signIn, signOut } from '../usecases/sessions.ts';

const credentials = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});
const reply = v.object({ actor: actorSchema });

export const sessionRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/', describe('Who is signed in', reply, ['not-signed-in']), (c) => c.json({ actor: signedIn(c) }))
    .post(
      '/',
      describe('Sign in', reply, ['bad-request', 'wrong-credentials', 'too-many-attempts']),
      rateLimit(deps, 60),
      parse('json', credentials),
      async (c) => {
        const { name, password } = c.req.valid('json');
        const result = await signIn(deps, name, password);
        if (!result.ok) {
          const { code, ...extra } = result.error;
          return problem(c, code, extra);
        }
        const { token, actor, length } = result.value;
        const secure = !deps.config.origin.startsWith('http://localhost');
        setCookie(c, SESSION_COOKIE, token, {
          httpOnly: true,
          sameSite: 'Lax',
          path: '/',
          secure,
          maxAge: length / 1000,
        });
        return c.json({ actor });
      },
    )
    .delete('/', describe('Sign out', 'empty'), async (c) => {
      const [token, actor] = [c.get('sessionToken'), c.get('actor')];
      if (token && actor) await signOut(deps, token, actor.account);
      deleteCookie(c, SESSION_COOKIE, { path: '/' });
      return c.body(null, 204);
    });
