/** Accounts, posts, passwords and sessions. */
import {
  givenDelegationSchema,
  type NewAccount,
  type NewPost,
  type PersonView,
  personViewSchema,
} from '@liangma/shared/access/account';
import { type Actor, actorSchema } from '@liangma/shared/access/authorise';
import { type Person, personSchema } from '@liangma/shared/access/post';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const madeSchema = v.object({ ...personViewSchema.entries, firstPassword: v.string() });
export type MadePerson = v.InferOutput<typeof madeSchema>;

type Reply<T> = Promise<Result<T, Problem>>;

const at = (account: string): string => `/api/people/${encodeURIComponent(account)}`;

export const readPerson = (account: string): Reply<PersonView> => request('GET', at(account), personViewSchema);

export const createPerson = (person: NewAccount): Reply<MadePerson> =>
  request('POST', '/api/people', madeSchema, person);

export const givePost = (account: string, post: NewPost): Reply<PersonView> =>
  request('POST', `${at(account)}/posts`, personViewSchema, post);

export const endPost = (account: string, post: string): Reply<PersonView> =>
  request('POST', `${at(account)}/posts/${encodeURIComponent(post)}/end`, personViewSchema, {});

export const closeAccount = (account: string): Reply<PersonView> =>
  request('POST', `${at(account)}/close`, personViewSchema, {});

export const resetPassword = (account: string): Reply<MadePerson> =>
  request('POST', `${at(account)}/password`, madeSchema, {});

export const endSessionsOf = (account: string, session?: string): Reply<PersonView> =>
  request('POST', `${at(account)}/sessions/end`, personViewSchema, session === undefined ? {} : { session });

export const readMe = (): Reply<PersonView> => request('GET', '/api/me', personViewSchema);

export async function changePassword(current: string, next: string): Reply<Actor> {
  const reply = await request('POST', '/api/me/password', v.object({ actor: actorSchema }), { current, next });
  return reply.ok ? { ok: true, value: reply.value.actor } : reply;
}

export const endMySessions = (session?: string): Reply<PersonView> =>
  request('POST', '/api/me/sessions/end', personViewSchema, session === undefined ? {} : { session });

export async function readDeputies(): Reply<Person[]> {
  const reply = await request('GET', '/api/me/deputies', v.object({ people: v.array(personSchema) }));
  return reply.ok ? { ok: true, value: reply.value.people } : reply;
}

export const handOver = (deputy: string, from: number, until: number): Reply<unknown> =>
  request('POST', '/api/me/delegations', givenDelegationSchema, { deputy, from, until });

export const takeBack = (deputy: string, post: string): Reply<PersonView> =>
  request('POST', '/api/me/delegations/end', personViewSchema, { deputy, post });
