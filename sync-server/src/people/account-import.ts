/** Rows of accounts in files. A new account gets a one-time password, which is handed out once and kept nowhere. */
import { newAccountSchema, ROLE_WORDS } from '@liangma/shared/access/account';
import {
  type AccountEntry,
  accountImport,
  isSameEntry,
  newAccountOf,
  postsInFile,
  readEntry,
} from '@liangma/shared/access/account-import';
import { accountListSpec } from '@liangma/shared/access/account-list';
import { endPosts, mayGiveRole, mayManage } from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { covers } from '@liangma/shared/kernel/regions';
import { cursorOf } from '@liangma/shared/lists/cursor';
import { wholeList } from '@liangma/shared/lists/list-query';
import type { ReadRow } from '@liangma/shared/registry/import/import-rows';
import type { CellProblem } from '@liangma/shared/registry/import/problem';
import * as v from 'valibot';
import { saveAccounts } from '../accounts/save-accounts.ts';
import type { Deps } from '../deps.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { ReadTx, WriteTx } from '../ports/store.ts';
import type { ChangedOf, StoredKind } from '../registry/import/stored-kinds.ts';
import type { RegistryWorld } from '../registry/import/world.ts';
import { entryOfAccount } from './account-entry.ts';
import { endAccess } from './leaving.ts';
import { buildAccount, newPassword, type PeopleError } from './people.ts';

export interface HandedOut {
  readonly account: string;
  readonly name: string;
  /** Agency, or office of a person without one: passwords are handed out agency by agency. */
  readonly unit: string;
  readonly password: string;
}

export const unitOf = ({ agency, office }: Actor): string => agency?.name ?? office ?? '';

export interface AccountKind extends StoredKind<AccountEntry> {
  /** Names and one-time passwords of the accounts that the last import made. */
  readonly handedOut: HandedOut[];
  /** Accounts that lost a post by the last import. */
  readonly ended: string[];
}

type Tools = Pick<Deps, 'clock' | 'random'>;

/**
 * [POST-2] `actor` gives and ends the posts of the rows: only those that he may give, of people whom he may manage. He is the
 * administrator of the agency that he has, without one of his region.
 */
export function accountKind(deps: Tools, actor: Actor): AccountKind {
  const handedOut: HandedOut[] = [];
  const ended: string[] = [];
  return {
    ...accountImport,
    handedOut,
    ended,
    needsWhole: true,
    async stored(tx, ids) {
      const found = new Map<string, AccountEntry>();
      for (const id of ids) {
        const known = await tx.accounts.byName(id);
        if (known) found.set(id, await entryOfAccount(tx, known, deps.clock.now()));
      }
      return found;
    },
    async conflicts(tx, rows, world) {
      const found = new Map<ReadRow, CellProblem[]>();
      for (const row of rows) found.set(row, await conflictsOf(deps, tx, actor, { row, world }));
      return found;
    },
    async save(tx, changed) {
      for (const one of changed) await saveOne(deps, tx, actor, { ...one, handedOut, ended });
    },
    placeOf: ({ account }) => ({ shard: NO_SHARD, subject: account }),
    async *all(tx, region) {
      const scope = actor.agency ? { agency: actor.agency.id } : { region };
      let query = { ...wholeList(accountListSpec), limit: PAGE };
      for (;;) {
        const page = await tx.accounts.list({ scope, query });
        const entries: AccountEntry[] = [];
        for (const { row } of page.rows) {
          const known = await tx.accounts.byName(row.account);
          if (known && (known.closedAt ?? null) === null)
            entries.push(await entryOfAccount(tx, known, deps.clock.now()));
        }
        // A row without a post could not be read back.
        yield entries.filter(({ posts }) => posts.length > 0);
        const last = page.rows.at(-1);
        if (!page.hasNext || !last) return;
        query = { ...query, after: cursorOf(query.sort, last.place) };
      }
    },
  };
}

const PAGE = 200;

/** Blanks and the dots of names such as 阿依古丽·买买提 are written in several ways. */
const isSameName = (a: string, b: string): boolean => plainName(a) === plainName(b);
const plainName = (name: string): string => name.normalize('NFKC').replace(/[\s·•‧・.]/g, '');

/** True for the accounts that the administrator sees. */
export const isSeenBy = (actor: Actor, person: Pick<Actor, 'agency' | 'region'>): boolean =>
  actor.agency === null ? covers(actor.region, person.region) : actor.agency.id === person.agency?.id;

interface Asked {
  readonly row: ReadRow;
  readonly world: RegistryWorld;
}

async function conflictsOf(
  deps: Tools,
  tx: ReadTx,
  actor: Actor,
  { row: { id, values, unread }, world }: Asked,
): Promise<CellProblem[]> {
  const now = deps.clock.now();
  const known = await tx.accounts.byName(id);
  if (known && !isSeenBy(actor, known.actor)) return [{ field: 'account', code: 'outside-region' }];
  const before = known && (await entryOfAccount(tx, known, now));
  const entry = readEntry(id, values, before, world);
  // `build` reports it.
  if (!entry.ok || (entry.value.agency === null && entry.value.region === null)) return [];
  if (before && isSameEntry(before, entry.value)) return [];
  if (known && known.name === actor.account) return [{ field: 'account', code: 'own-account' }];
  if (before?.closed) return [{ field: 'account', code: 'account-closed' }];
  if (known && !mayManage(actor, known.actor, now)) return [{ field: 'account', code: 'outside-region' }];
  const { posts } = entry.value;
  const refused = posts.filter((role) => !mayGiveRole(actor, role, now));
  const detail = refused.map((role) => ROLE_WORDS[role]).join('、');
  const problems: CellProblem[] = refused.length > 0 ? [{ field: 'posts', code: 'post-refused', detail }] : [];
  // The certificate is that of an officer of the agency.
  if (unread?.has('agency') || unread?.has('certificate')) return problems;
  // The other cells are judged beside posts that are refused.
  const given = { ...entry.value, posts: posts.filter((role) => !refused.includes(role)) };
  return [...problems, ...(await certificateProblems(deps, tx, actor, { entry: given, world }))];
}

/** Problems with the account as an administrator would make it by hand. */
async function certificateProblems(
  deps: Tools,
  tx: ReadTx,
  actor: Actor,
  { entry, world }: { readonly entry: AccountEntry; readonly world: RegistryWorld },
): Promise<CellProblem[]> {
  const asked = v.safeParse(newAccountSchema, newAccountOf(entry));
  if (!asked.success) return [{ field: 'account', code: 'invalid', detail: asked.issues[0].message }];
  const built = await buildAccount(deps, tx, actor, asked.output, (account) =>
    saysCertificate(world.file.get(account)),
  );
  if (!built.ok) return [problemOf(built.error, entry)];
  const [holder] = built.value.actor.officer === null ? [] : await tx.officers.byIds([built.value.actor.officer]);
  return holder && !isSameName(holder.name, entry.name)
    ? [{ field: 'certificate', code: 'other-person', detail: holder.name }]
    : [];
}

/** The row has another certificate for the account, or none, or one that cannot be read: `unique` compares the rows of the file. */
const saysCertificate = (row: ReadRow | undefined): boolean =>
  row !== undefined && (row.values.certificate !== undefined || row.unread?.has('certificate') === true);

function problemOf(error: PeopleError, { agency }: AccountEntry): CellProblem {
  if (error.code !== 'post-refused') return { field: agency === null ? 'region' : 'agency', code: 'outside-region' };
  switch (error.rule) {
    case 'unknown-agency':
      return { field: 'agency', code: 'unknown-agency' };
    case 'unknown-officer':
    case 'officer-left':
      return { field: 'certificate', code: 'unknown-officer' };
    case 'certificate-taken':
      return { field: 'certificate', code: 'certificate-taken', detail: error.account };
    case 'no-officer':
      return { field: 'certificate', code: 'required' };
    case 'agency-mismatch':
      return { field: 'agency', code: 'required' };
    case 'own-post':
    case 'forbidden':
      return { field: 'account', code: 'own-account' };
  }
}

interface Saved extends ChangedOf<AccountEntry> {
  readonly handedOut: HandedOut[];
  readonly ended: string[];
}

async function saveOne(
  deps: Tools,
  tx: WriteTx,
  actor: Actor,
  { before, after, handedOut, ended }: Saved,
): Promise<void> {
  // The certificates were compared with the whole file: a later row may give up the one that this account takes.
  const built = await buildAccount(deps, tx, actor, v.parse(newAccountSchema, newAccountOf(after)), () => true);
  if (!built.ok) throw new Error(`account ${after.account}: ${built.error.code}`);
  const known = before && (await tx.accounts.byName(after.account));
  const now = deps.clock.now();
  if (!known) {
    const { plain, hash } = await newPassword(deps);
    await saveAccounts(tx, [{ ...built.value, password: hash }], now);
    handedOut.push({ account: after.account, name: after.name, unit: unitOf(built.value.actor), password: plain });
    return;
  }
  const held = postsInFile(known.actor, now);
  const gone = held.filter(({ role }) => !after.posts.includes(role)).map(({ id }) => id);
  const added = built.value.actor.posts.filter(({ role }) => !held.some((post) => post.role === role));
  const posts = [...endPosts(known.actor.posts, now, gone), ...added];
  const { officer, office } = built.value.actor;
  const { office: _, ...person } = known.actor;
  const next = {
    ...known,
    phone: after.phone,
    actor: { ...person, name: after.name, officer, ...(office === undefined ? {} : { office }), posts },
  };
  await saveAccounts(tx, [gone.length > 0 ? await endAccess(deps, tx, actor, next) : next], now);
  if (gone.length > 0) ended.push(known.name);
}
