/** Accounts and posts as administrators make, change and end them (POST-2, POST-3). */
import type { NewAccount, NewPost } from '@liangma/shared/access/account';
import {
  type AppointmentError,
  appointmentError,
  endingError,
  endPosts,
  mayManage,
} from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { firstPassword } from '@liangma/shared/access/password';
import type { Post } from '@liangma/shared/access/post';
import { type Day, dayOf } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type OfficerId, servesOn } from '@liangma/shared/registry/officer';
import { endSessions } from '../accounts/passwords.ts';
import type { Account } from '../accounts/repository.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { tellSessions } from '../accounts/sessions.ts';
import { hashPassword, PUBLIC_PASSWORD_COST } from '../adapters/crypto/passwords.ts';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, type Outcome, type Reads, unchanged, type WriteTx } from '../ports/store.ts';
import { noteAccountChange } from './account-entry.ts';
import { endAccess } from './leaving.ts';

export type PeopleError =
  | { readonly code: 'not-found' | 'forbidden' | 'account-taken' | 'wrong-state' }
  | { readonly code: 'post-refused'; readonly rule: RefusedPost }
  /** Account that belongs to the officer already. */
  | { readonly code: 'post-refused'; readonly rule: 'certificate-taken'; readonly account: string };
type RefusedPost = AppointmentError | 'unknown-agency' | 'unknown-officer' | 'officer-left';

/** A new account with its one-time password, which nobody can read again. */
export interface MadeAccount {
  readonly account: Account;
  readonly firstPassword: string;
}

/** A first password is random (79 bits): a cheap hash protects it as well, and a file of a thousand people is done in a second. */
export async function newPassword({ random }: Pick<Deps, 'random'>): Promise<{ plain: string; hash: string }> {
  const plain = firstPassword(random.bytes(16));
  return { plain, hash: await hashPassword(plain, PUBLIC_PASSWORD_COST) };
}

export async function createAccount(
  deps: Deps,
  actor: Actor,
  asked: NewAccount,
): Promise<Result<MadeAccount, PeopleError>> {
  const { plain, hash } = await newPassword(deps);
  return deps.store.write<Result<MadeAccount, PeopleError>>(async (tx) => {
    if (await tx.accounts.byName(asked.account)) return unchanged(err({ code: 'account-taken' }));
    const built = await buildAccount(deps, tx, actor, asked);
    if (!built.ok) return unchanged(built);
    const account = { ...built.value, password: hash };
    await saveAccounts(tx, [account], deps.clock.now());
    await noteAccountChange(deps, tx, actor.account, { before: undefined, after: account });
    return committed(
      ok({ account, firstPassword: plain }),
      auditEntry(deps, NO_SHARD, actor.account, 'account.create', asked.account),
    );
  });
}

/**
 * Builds an account from its row, with everything looked up that the row names. The password is still missing. `letsGo`: this account
 * gives its certificate up in the same write, or is compared otherwise.
 */
export async function buildAccount(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Reads<'accounts' | 'officers' | 'registry'>,
  actor: Actor,
  asked: NewAccount,
  letsGo: (account: string) => boolean = () => false,
): Promise<Result<Account, PeopleError>> {
  const refused = (rule: RefusedPost) => err({ code: 'post-refused', rule } as const);
  const agency = asked.agency === null ? null : await tx.registry.agency(asked.agency);
  if (agency === undefined) return refused('unknown-agency');
  const officer = await officerOf(tx, asked, dayOf(deps.clock.now()));
  if (officer === undefined) return refused('unknown-officer');
  const other = await accountSharing(tx, officer, asked.account, letsGo);
  if (other !== undefined) return err({ code: 'post-refused', rule: 'certificate-taken', account: other });
  const person: Actor = {
    account: asked.account,
    name: asked.name,
    posts: [],
    agency: agency && { id: agency.id, name: agency.name },
    officer,
    ...(asked.office === '' ? {} : { office: asked.office }),
    region: agency?.region ?? asked.region ?? actor.region,
    mustChangePassword: true,
    demo: false,
  };
  if (!mayManage(actor, person, deps.clock.now())) return err({ code: 'forbidden' });
  const posts: Post[] = [];
  for (const terms of asked.posts) {
    const post = await buildPost(deps, tx, { actor, person, terms });
    if (!post.ok) return post;
    posts.push(post.value);
  }
  return ok({ name: asked.account, password: '', actor: { ...person, posts }, phone: asked.phone, closedAt: null });
}

/** Null without a certificate; undefined if no officer of the agency holds it. */
async function officerOf(
  tx: Reads<'officers'>,
  { certificate, agency }: Pick<NewAccount, 'certificate' | 'agency'>,
  today: Day,
): Promise<OfficerId | null | undefined> {
  if (certificate === null) return null;
  const holders = (await tx.officers.byCertificates([certificate])).filter(
    (officer) => agency === null || officer.agency === agency,
  );
  return (holders.find((officer) => servesOn(officer, today)) ?? holders[0])?.id;
}

/** [POST-2] Another open account of the officer: who signs in with a certificate is one person. */
async function accountSharing(
  tx: Reads<'accounts'>,
  officer: OfficerId | null,
  account: string,
  letsGo: (account: string) => boolean = () => false,
): Promise<string | undefined> {
  const known = officer === null ? [] : await tx.accounts.ofOfficer(officer);
  return known.find(({ name, closedAt }) => name !== account && (closedAt ?? null) === null && !letsGo(name))?.name;
}

interface Appointment {
  readonly actor: Actor;
  readonly person: Actor;
  readonly terms: NewPost;
}

async function buildPost(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Reads<'officers' | 'registry'>,
  { actor, person, terms }: Appointment,
): Promise<Result<Post, PeopleError>> {
  const now = deps.clock.now();
  const agency = terms.agency === null ? null : await tx.registry.agency(terms.agency);
  if (agency === undefined) return err({ code: 'post-refused', rule: 'unknown-agency' });
  const region = agency?.region ?? terms.region ?? person.region;
  const [officer] = person.officer === null ? [] : await tx.officers.byIds([person.officer]);
  if (terms.role === 'inspector' && officer && !servesOn(officer, dayOf(now)))
    return err({ code: 'post-refused', rule: 'officer-left' });
  const rule = appointmentError(actor, person, { role: terms.role, agency, region }, now);
  if (rule === 'forbidden') return err({ code: 'forbidden' });
  if (rule) return err({ code: 'post-refused', rule });
  return ok({
    id: newId(deps),
    role: terms.role,
    agency: agency && { id: agency.id, name: agency.name },
    region,
    from: Math.max(terms.from ?? now, now),
    until: terms.until ?? null,
  });
}

type Changed = Result<Account, PeopleError>;

export const givePost = (deps: Deps, actor: Actor, name: string, terms: NewPost): Promise<Changed> =>
  change(deps, actor, name, 'post.give', async (tx, known) => {
    if ((known.closedAt ?? null) !== null) return err({ code: 'wrong-state' });
    const post = await buildPost(deps, tx, { actor, person: known.actor, terms });
    if (!post.ok) return post;
    const { posts } = known.actor;
    return ok({ ...known, actor: { ...known.actor, posts: [...posts, post.value] } });
  });

/** [POST-3] Ends one post, and what hangs on it. */
export const endPost = (deps: Deps, actor: Actor, name: string, id: string): Promise<Changed> =>
  change(deps, actor, name, 'post.end', async (tx, known) => {
    const now = deps.clock.now();
    const post = known.actor.posts.find((one) => one.id === id);
    if (!post) return err({ code: 'not-found' });
    const rule = endingError(actor, known.actor, post, now);
    if (rule === 'forbidden') return err({ code: 'forbidden' });
    if (rule) return err({ code: 'post-refused', rule });
    const posts = endPosts(known.actor.posts, now, [id]);
    return ok(await endAccess(deps, tx, actor, { ...known, actor: { ...known.actor, posts } }));
  });

/** [POST-3] The person has left: every post ends, and the account is closed. */
export const closeAccount = (deps: Deps, actor: Actor, name: string): Promise<Changed> =>
  change(deps, actor, name, 'account.close', async (tx, known) => {
    if (known.actor.account === actor.account) return err({ code: 'forbidden' });
    const now = deps.clock.now();
    const closed = { ...known, closedAt: known.closedAt ?? now };
    const posts = endPosts(known.actor.posts, now);
    return ok(await endAccess(deps, tx, actor, { ...closed, actor: { ...known.actor, posts } }));
  });

/** Gives a new one-time password, which also opens a closed account again; every session ends. */
export async function resetPassword(deps: Deps, actor: Actor, name: string): Promise<Result<MadeAccount, PeopleError>> {
  const { plain, hash } = await newPassword(deps);
  const changed = await change(deps, actor, name, 'password.reset', async (tx, known) => {
    const other = await accountSharing(tx, known.actor.officer, name);
    if (other !== undefined && (known.closedAt ?? null) !== null)
      return err({ code: 'post-refused', rule: 'certificate-taken', account: other });
    await endSessions(tx, name);
    await tx.accounts.saveAttempts(`account:${name}`, { failures: 0, lastAt: deps.clock.now() });
    return ok({ ...known, password: hash, closedAt: null, actor: { ...known.actor, mustChangePassword: true } });
  });
  return changed.ok ? ok({ account: changed.value, firstPassword: plain }) : changed;
}

/** Ends sessions of somebody else: one of this id, or all. */
export const endSessionsOf = (deps: Deps, actor: Actor, name: string, session?: string): Promise<Changed> =>
  change(deps, actor, name, 'session.end', async (tx, known) => {
    await endSessions(tx, name, (id) => session === undefined || id === session);
    return ok(known);
  });

async function change(
  deps: Deps,
  actor: Actor,
  name: string,
  action: string,
  changed: (tx: WriteTx, known: Account) => Promise<Changed>,
): Promise<Changed> {
  const result = await deps.store.write<Changed>(async (tx): Promise<Outcome<Changed>> => {
    const known = await tx.accounts.byName(name);
    if (!known) return unchanged(err({ code: 'not-found' }));
    if (!mayManage(actor, known.actor, deps.clock.now())) return unchanged(err({ code: 'forbidden' }));
    const next = await changed(tx, known);
    if (!next.ok) return unchanged(next);
    await saveAccounts(tx, [next.value], deps.clock.now());
    await noteAccountChange(deps, tx, actor.account, { before: known, after: next.value });
    return committed(next, auditEntry(deps, NO_SHARD, actor.account, action, name));
  });
  if (result.ok) {
    tellSessions(deps, name);
    // Ended grants are in the signed files that doors download.
    if (action === 'post.end' || action === 'account.close') deps.trust.changed();
  }
  return result;
}
