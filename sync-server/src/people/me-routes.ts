/** `/api/me`: what everybody does about the own account. */
import { givenDelegationSchema, personViewSchema } from '@liangma/shared/access/account';
import { accountListSpec } from '@liangma/shared/access/account-list';
import { actorSchema } from '@liangma/shared/access/authorise';
import { LONGEST_PASSWORD } from '@liangma/shared/access/password';
import { personSchema } from '@liangma/shared/access/post';
import { instantSchema } from '@liangma/shared/kernel/instant';
import { wholeList } from '@liangma/shared/lists/list-query';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { changePassword, endSessions } from '../accounts/passwords.ts';
import { tellSessions } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { Problem, problem } from '../http/problem.ts';
import { anyone, parse, permitted, signedIn } from '../http/require.ts';
import { auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed } from '../ports/store.ts';
import { handOver, takeBack } from './delegations.ts';
import { personView } from './views.ts';

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PASSWORD));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const delegation = v.object({ deputy: id, from: instantSchema, until: instantSchema });
const DEPUTIES = 50;

export const meRoutes = (deps: Deps) => {
  const own = async (c: Context<AppEnv>) => {
    const account = await deps.store.read((tx) => tx.accounts.byName(signedIn(c).account));
    if (!account) throw new Problem('not-signed-in');
    return deps.store.read((tx) => personView(tx, account, deps.clock.now(), c.get('sessionId')));
  };
  return new Hono<AppEnv>()
    .get('/', describe('Own posts, delegations and sessions', personViewSchema, ['not-signed-in']), async (c) =>
      c.json(await own(c)),
    )
    .post(
      '/password',
      describe('Change the own password; other sessions end', v.object({ actor: actorSchema }), [
        'bad-request',
        'not-signed-in',
        'wrong-password',
        'password-weak',
        'too-many-attempts',
        'too-many-requests',
      ]),
      rateLimit(deps, 20),
      parse('json', v.object({ current: password, next: password })),
      async (c) => {
        const change = { ...c.req.valid('json'), session: c.get('sessionId') };
        const result = await changePassword(deps, anyone(c), change);
        if (result.ok) return c.json({ actor: result.value });
        const { code, ...extra } = result.error;
        return problem(c, code, 'rule' in extra ? { detail: [extra.rule] } : extra);
      },
    )
    .post(
      '/sessions/end',
      describe('End one of the own sessions, or all others', personViewSchema, ['bad-request', 'not-signed-in']),
      parse('json', v.object({ session: v.exactOptional(id) })),
      async (c) => {
        const { account } = signedIn(c);
        const [{ session }, present] = [c.req.valid('json'), c.get('sessionId')];
        await deps.store.write(async (tx) => {
          await endSessions(tx, account, (one) => (session === undefined ? one !== present : one === session));
          return committed(undefined, auditEntry(deps, NO_SHARD, account, 'session.end', account));
        });
        tellSessions(deps, account);
        return c.json(await own(c));
      },
    )
    .get(
      '/deputies',
      describe('People of the own agency who may stand in', v.object({ people: v.array(personSchema) }), [
        'not-signed-in',
        'forbidden',
      ]),
      parse('query', v.object({ q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), '') })),
      async (c) => {
        const { account, agency } = permitted(c, 'post.delegate');
        const query = { ...wholeList(accountListSpec), q: c.req.valid('query').q, limit: DEPUTIES };
        const scope = { agency: agency?.id ?? '' };
        const { rows } = await deps.store.read((tx) =>
          tx.accounts.list({ scope, query: { ...query, filters: { state: 'open' } } }),
        );
        const people = rows.map(({ row }) => ({ account: row.account, name: row.name }));
        return c.json({ people: people.filter((person) => person.account !== account) });
      },
    )
    .post(
      '/delegations',
      describe('Hand the own post to a person of the agency for a time', givenDelegationSchema, [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
        'delegation-refused',
      ]),
      parse('json', delegation),
      async (c) => {
        permitted(c, 'post.delegate');
        const { deputy, ...terms } = c.req.valid('json');
        const result = await handOver(deps, signedIn(c), deputy, terms);
        if (result.ok) return c.json(result.value);
        const { code } = result.error;
        return problem(c, code, 'rule' in result.error ? { detail: [result.error.rule] } : {});
      },
    )
    .post(
      '/delegations/end',
      describe('Take the own post back', personViewSchema, ['bad-request', 'not-signed-in', 'not-found']),
      parse('json', v.object({ deputy: id, post: id })),
      async (c) => {
        const { deputy, post } = c.req.valid('json');
        const result = await takeBack(deps, signedIn(c), deputy, post);
        return result.ok ? c.json(await own(c)) : problem(c, 'not-found');
      },
    );
};
