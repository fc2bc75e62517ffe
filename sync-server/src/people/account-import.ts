/** Rows of accounts in files. A new account gets a one-time password, which is handed out once and kept nowhere. */
import { type NewAccount, newAccountSchema, ROLE_WORDS, rolesOfCell } from '@liangma/shared/access/account';
import { accountListSpec } from '@liangma/shared/access/account-list';
import { endPosts, mayManage } from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { isAgencyRole, isOpen, type Post, ROLES, type Role } from '@liangma/shared/access/post';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { cursorOf } from '@liangma/shared/lists/cursor';
import { wholeList } from '@liangma/shared/lists/list-query';
import { type CellReader, readCode, readPhone, readRegion, readText } from '@liangma/shared/registry/import/cell';
import { column, type RowValues, readAgency } from '@liangma/shared/registry/import/column';
import { type ImportKind, type ImportWorld, Values } from '@liangma/shared/registry/import/import-kind';
import type { CellProblem } from '@liangma/shared/registry/import/problem';
import * as v from 'valibot';
import type { Account } from '../accounts/repository.ts';
import type { Deps } from '../deps.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { ReadTx, WriteTx } from '../ports/store.ts';
import type { ChangedOf, StoredKind } from '../registry/import/stored-kinds.ts';
import { endAccess } from './leaving.ts';
import { buildAccount, newPassword, type PeopleError } from './people.ts';

/** An account as a row says it. */
export interface AccountEntry {
  readonly account: string;
  readonly name: string;
  readonly phone: string;
  readonly certificate: string | null;
  readonly agency: string | null;
  /** Only of a person without agency. */
  readonly region: string | null;
  readonly office: string;
  /** In the order of `ROLES`. */
  readonly posts: readonly Role[];
}

const readName: CellReader = (text) => {
  const name = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{2,39}$/.test(name)
    ? ok(name)
    : err({ code: 'pattern', detail: '3 至 40 位小写字母、数字、点或连字符' });
};

const WORDS = Object.values(ROLE_WORDS).join('、');
const readRoles: CellReader = (text) => {
  const roles = rolesOfCell(text);
  return roles ? ok(roles.join(';')) : err({ code: 'not-a-choice', detail: WORDS });
};

const COLUMNS = [
  column('account', ['账号', '用户名', '登录名'], readName, 'lichunmei', { required: true }),
  column('name', ['姓名'], readText(40), '（示例）李春梅', { required: true }),
  column('phone', ['联系电话', '手机号码', '电话'], readPhone, '0935-3120000'),
  column('certificate', ['执法证号', '执法证件号'], readCode(/^\d{8,14}$/, '8 至 14 位数字'), '', { digits: true }),
  column('agency', ['所属检查主体', '所属单位', '所属机关'], readAgency, '620623-SCJG'),
  column('region', ['行政区划代码', '区划代码'], readRegion, '', { digits: true }),
  column('office', ['部门', '所在部门', '科室'], readText(80), ''),
  column('posts', ['岗位', '角色'], readRoles, '经办人', { required: true }),
] as const;

const rolesIn = (cell: string): Role[] => {
  const held = cell.split(';');
  return ROLES.filter((role) => held.includes(role));
};

const accountImport: ImportKind<AccountEntry> = {
  name: 'accounts',
  columns: COLUMNS,
  keyColumn: 'account',
  idOf: ({ account }) => (typeof account === 'string' ? account : undefined),
  build(id, row, before, world) {
    const entry = entryOf(id, row, before, world);
    if (!entry.ok) return entry;
    const { agency, region } = entry.value;
    const problems: CellProblem[] = [];
    if (agency === null && region === null) problems.push({ field: 'region', code: 'required' });
    if (region !== null && !world.hasRegion(region)) problems.push({ field: 'region', code: 'unknown-region' });
    // Devices, grants and delegations hang on the agency: a person changes it at the desk.
    if (before && before.agency !== agency)
      problems.push({ field: 'agency', code: 'invalid', detail: '已有账号调动单位，请在“人员”页办理' });
    return problems.length > 0 ? err(problems) : entry;
  },
  hasEnded: ({ posts }) => posts.length === 0,
  cells: ({ account, name, phone, certificate, agency, region, office, posts }) => ({
    account,
    name,
    phone,
    certificate: certificate ?? '',
    agency: agency ?? '',
    region: region ?? '',
    office,
    posts: posts.map((role) => ROLE_WORDS[role]).join('；'),
  }),
};

function entryOf(
  id: string,
  row: RowValues,
  before: AccountEntry | undefined,
  world: Pick<ImportWorld, 'agencyId'>,
): Result<AccountEntry, CellProblem[]> {
  const values = new Values(row);
  const named = values.text('agency', before?.agency ?? null, null);
  const agency = named === null ? null : world.agencyId(named);
  if (agency === undefined) return err([{ field: 'agency', code: 'unknown-agency' }]);
  return ok({
    account: id,
    name: values.text('name', before?.name ?? '', ''),
    phone: values.text('phone', before?.phone ?? '', ''),
    certificate: values.text('certificate', before?.certificate ?? null, null),
    agency,
    region: agency === null ? values.text('region', before?.region ?? null, null) : null,
    office: values.text('office', before?.office ?? '', ''),
    posts: rolesIn(values.text('posts', before?.posts.join(';') ?? '', '')),
  });
}

export interface HandedOut {
  readonly account: string;
  readonly name: string;
  readonly password: string;
}

export interface AccountKind extends StoredKind<AccountEntry> {
  /** Names and one-time passwords of the accounts that the last import made. */
  readonly handedOut: HandedOut[];
}

type Tools = Pick<Deps, 'clock' | 'random'>;

/** `actor` gives the posts of the rows: only those that he may give (POST-2). */
export function accountKind(deps: Tools, actor: Actor): AccountKind {
  const handedOut: HandedOut[] = [];
  return {
    ...accountImport,
    handedOut,
    needsWhole: false,
    async stored(tx, ids) {
      const found = new Map<string, AccountEntry>();
      for (const id of ids) {
        const known = await tx.accounts.byName(id);
        if (known) found.set(id, await storedEntry(deps, tx, known));
      }
      return found;
    },
    async conflicts(tx, rows, world) {
      const found: { row: (typeof rows)[number]; problem: CellProblem }[] = [];
      for (const row of rows) {
        const problem = await conflictOf(deps, tx, actor, { id: row.id, values: row.values, world });
        if (problem) found.push({ row, problem });
      }
      return found;
    },
    async save(tx, changed) {
      for (const one of changed) await saveOne(deps, tx, actor, one, handedOut);
    },
    placeOf: ({ account }) => ({ shard: NO_SHARD, subject: account }),
    async *all(tx, region) {
      let query = { ...wholeList(accountListSpec), limit: PAGE };
      for (;;) {
        const page = await tx.accounts.list({ scope: { region }, query });
        const entries: AccountEntry[] = [];
        for (const { row } of page.rows) {
          const known = await tx.accounts.byName(row.account);
          if (known && (known.closedAt ?? null) === null) entries.push(await storedEntry(deps, tx, known));
        }
        yield entries;
        const last = page.rows.at(-1);
        if (!page.hasNext || !last) return;
        query = { ...query, after: cursorOf(query.sort, last.place) };
      }
    },
  };
}

const PAGE = 200;

async function storedEntry({ clock }: Tools, tx: ReadTx, { name, actor, phone = '' }: Account): Promise<AccountEntry> {
  const [officer] = actor.officer === null ? [] : await tx.officers.byIds([actor.officer]);
  const roles = ownOpen(actor, clock.now()).map(({ role }) => role);
  return {
    account: name,
    name: actor.name,
    phone,
    certificate: officer?.certificate.number ?? null,
    agency: actor.agency?.id ?? null,
    region: actor.agency === null ? actor.region : null,
    office: actor.office ?? '',
    posts: ROLES.filter((role) => roles.includes(role)),
  };
}

const ownOpen = ({ posts }: Pick<Actor, 'posts'>, now: number): Post[] =>
  posts.filter((post) => isOpen(post, now) && post.delegatedBy === undefined);

interface Asked {
  readonly id: string;
  readonly values: RowValues;
  readonly world: ImportWorld;
}

async function conflictOf(
  deps: Tools,
  tx: ReadTx,
  actor: Actor,
  { id, values, world }: Asked,
): Promise<CellProblem | undefined> {
  const known = await tx.accounts.byName(id);
  if (known && !mayManage(actor, known.actor, deps.clock.now())) return { field: 'account', code: 'outside-region' };
  const entry = entryOf(id, values, known && (await storedEntry(deps, tx, known)), world);
  // `build` reports it.
  if (!entry.ok || (entry.value.agency === null && entry.value.region === null)) return undefined;
  const asked = v.safeParse(newAccountSchema, newAccountOf(entry.value));
  if (!asked.success) return { field: 'account', code: 'invalid', detail: asked.issues[0].message };
  const built = await buildAccount(deps, tx, actor, asked.output);
  return built.ok ? undefined : problemOf(built.error);
}

function newAccountOf(entry: AccountEntry): unknown {
  const { account, name, phone, certificate, agency, region, office, posts } = entry;
  const place = region === null ? {} : { region };
  const terms = posts.map((role) => ({ role, agency: isAgencyRole(role) ? agency : null, ...place }));
  return { account, name, phone, certificate, agency, office, ...place, posts: terms } satisfies Record<
    keyof Omit<NewAccount, 'region'>,
    unknown
  >;
}

function problemOf(error: PeopleError): CellProblem {
  if (error.code !== 'post-refused') return { field: 'agency', code: 'outside-region' };
  switch (error.rule) {
    case 'unknown-agency':
      return { field: 'agency', code: 'unknown-agency' };
    case 'unknown-officer':
      return { field: 'certificate', code: 'unknown-officer' };
    case 'no-officer':
      return { field: 'certificate', code: 'required' };
    case 'agency-mismatch':
      return { field: 'agency', code: 'required' };
    case 'own-post':
    case 'forbidden':
      return { field: 'posts', code: 'outside-region' };
  }
}

async function saveOne(
  deps: Tools,
  tx: WriteTx,
  actor: Actor,
  { before, after }: ChangedOf<AccountEntry>,
  handedOut: HandedOut[],
): Promise<void> {
  const built = await buildAccount(deps, tx, actor, v.parse(newAccountSchema, newAccountOf(after)));
  if (!built.ok) throw new Error(`account ${after.account}: ${built.error.code}`);
  const known = before && (await tx.accounts.byName(after.account));
  if (!known) {
    const { plain, hash } = await newPassword(deps);
    await tx.accounts.save([{ ...built.value, password: hash }]);
    handedOut.push({ account: after.account, name: after.name, password: plain });
    return;
  }
  const now = deps.clock.now();
  const held = ownOpen(known.actor, now);
  const gone = held.filter(({ role }) => !after.posts.includes(role)).map(({ id }) => id);
  const added = built.value.actor.posts.filter(({ role }) => !held.some((post) => post.role === role));
  const posts = [...endPosts(known.actor.posts, now, gone), ...added];
  const { officer, office } = built.value.actor;
  const next = {
    ...known,
    phone: after.phone,
    actor: { ...known.actor, name: after.name, officer, ...(office === undefined ? {} : { office }), posts },
  };
  await tx.accounts.save([gone.length > 0 ? await endAccess(deps, tx, actor, next) : next]);
}
