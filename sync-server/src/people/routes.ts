/** `/api/people`: what administrators do about accounts and posts. */
import { accountNameSchema, newAccountSchema, personViewSchema, postTermsSchema } from '@liangma/shared/access/account';
import { mayManage } from '@liangma/shared/access/appointing';
import type { Result } from '@liangma/shared/kernel/result';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Account } from '../accounts/repository.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import {
  closeAccount,
  createAccount,
  endPost,
  endSessionsOf,
  givePost,
  type MadeAccount,
  type PeopleError,
  resetPassword,
} from './people.ts';
import { personView } from './views.ts';

const one = v.object({ account: accountNameSchema });
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const made = v.object({ ...personViewSchema.entries, firstPassword: v.string() });
const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'not-found'] as const;

export const peopleRoutes = (deps: Deps) => {
  const view = async (c: Context<AppEnv>, account: Account) =>
    deps.store.read((tx) => personView(tx, account, deps.clock.now(), c.get('sessionId')));
  const changed = async (c: Context<AppEnv>, result: Result<Account, PeopleError>) => {
    if (!result.ok) return refused(c, result.error);
    return c.json(await view(c, result.value));
  };
  const shown = async (c: Context<AppEnv>, result: Result<MadeAccount, PeopleError>) => {
    if (!result.ok) return refused(c, result.error);
    const { account, firstPassword } = result.value;
    return c.json({ ...(await view(c, account)), firstPassword });
  };
  return new Hono<AppEnv>()
    .post(
      '/',
      describe('Create an account; the reply holds its one-time password', made, [
        ...PROBLEMS,
        'account-taken',
        'post-refused',
      ]),
      parse('json', newAccountSchema),
      async (c) => {
        permitted(c, 'people.manage');
        return shown(c, await createAccount(deps, signedIn(c), c.req.valid('json')));
      },
    )
    .get('/:account', describe('One person', personViewSchema, PROBLEMS), parse('param', one), async (c) => {
      permitted(c, 'people.manage');
      const account = await deps.store.read((tx) => tx.accounts.byName(c.req.valid('param').account));
      if (!account) return problem(c, 'not-found');
      if (!mayManage(signedIn(c), account.actor, c.get('at'))) return problem(c, 'forbidden');
      return c.json(await view(c, account));
    })
    .post(
      '/:account/posts',
      describe('Give a post', personViewSchema, [...PROBLEMS, 'wrong-state', 'post-refused']),
      parse('param', one),
      parse('json', postTermsSchema),
      async (c) => {
        permitted(c, 'people.manage');
        const { account } = c.req.valid('param');
        return changed(c, await givePost(deps, signedIn(c), account, c.req.valid('json')));
      },
    )
    .post(
      '/:account/posts/:post/end',
      describe('End a post, with the devices and delegations that hang on it', personViewSchema, [
        ...PROBLEMS,
        'post-refused',
      ]),
      parse('param', v.object({ ...one.entries, post: id })),
      async (c) => {
        permitted(c, 'people.manage');
        const { account, post } = c.req.valid('param');
        return changed(c, await endPost(deps, signedIn(c), account, post));
      },
    )
    .post(
      '/:account/close',
      describe(
        'Close the account of a person who left: posts, sessions, devices, delegations',
        personViewSchema,
        PROBLEMS,
      ),
      parse('param', one),
      async (c) => {
        permitted(c, 'people.manage');
        return changed(c, await closeAccount(deps, signedIn(c), c.req.valid('param').account));
      },
    )
    .post(
      '/:account/password',
      describe('Give a new one-time password; the reply holds it once', made, [...PROBLEMS, 'post-refused']),
      parse('param', one),
      async (c) => {
        permitted(c, 'people.manage');
        return shown(c, await resetPassword(deps, signedIn(c), c.req.valid('param').account));
      },
    )
    .post(
      '/:account/sessions/end',
      describe('End one session of the person, or all', personViewSchema, PROBLEMS),
      parse('param', one),
      parse('json', v.object({ session: v.exactOptional(id) })),
      async (c) => {
        permitted(c, 'people.manage');
        const { account } = c.req.valid('param');
        return changed(c, await endSessionsOf(deps, signedIn(c), account, c.req.valid('json').session));
      },
    );
};

function refused(c: Context<AppEnv>, error: PeopleError): Response {
  return problem(c, error.code, 'rule' in error ? { detail: [error.rule] } : {});
}
