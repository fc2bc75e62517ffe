/** Rows of accounts (账号) in files, and an account as such a row says it. */
import type { Instant } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type CellReader, readCode, readPhone, readRegion, readText, wrongForm } from '../registry/import/cell.ts';
import { column, type RowValues, readAgency } from '../registry/import/column.ts';
import { type ImportKind, type ImportWorld, Values } from '../registry/import/import-kind.ts';
import type { CellProblem } from '../registry/import/problem.ts';
import { type NewAccount, ROLE_WORDS, rolesOfCell } from './account.ts';
import type { Actor } from './authorise.ts';
import { isAgencyRole, isOpen, type Post, ROLES, type Role } from './post.ts';

/** Holds no password and nothing that was made of one. */
export interface AccountEntry {
  readonly account: string;
  readonly name: string;
  readonly phone: string;
  /** Number of the certificate of an inspector. */
  readonly certificate: string | null;
  readonly agency: string | null;
  /** Only of a person without agency. */
  readonly region: string | null;
  readonly office: string;
  /** In the order of `ROLES`. */
  readonly posts: readonly Role[];
  readonly closed: boolean;
}

/**
 * Posts that a row says: open ones of the person's own, at the own agency and in the own region. A file neither shows nor ends posts
 * at other agencies and posts that are held for somebody else.
 */
export const postsInFile = (
  { posts, agency, region }: Pick<Actor, 'posts' | 'agency' | 'region'>,
  at: Instant,
): Post[] =>
  posts.filter(
    (post) =>
      isOpen(post, at) &&
      post.delegatedBy === undefined &&
      (post.agency === null ? post.region === region : post.agency.id === agency?.id),
  );

interface KnownAccount {
  readonly actor: Actor;
  readonly phone: string;
  readonly closed: boolean;
  readonly certificate: string | null;
}

export function accountEntry({ actor, phone, closed, certificate }: KnownAccount, at: Instant): AccountEntry {
  const held = postsInFile(actor, at).map(({ role }) => role);
  return {
    account: actor.account,
    name: actor.name,
    phone,
    certificate,
    agency: actor.agency?.id ?? null,
    region: actor.agency === null ? actor.region : null,
    office: actor.office ?? '',
    posts: ROLES.filter((role) => held.includes(role)),
    closed,
  };
}

export const isSameEntry = (a: AccountEntry, b: AccountEntry): boolean => JSON.stringify(a) === JSON.stringify(b);

const readName: CellReader = (text) => {
  const name = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{2,39}$/.test(name) ? ok(name) : err(wrongForm('3 至 40 位小写字母、数字、点或连字符'));
};

const WORDS = Object.values(ROLE_WORDS).join('、');
const readRoles: CellReader = (text) => {
  const roles = rolesOfCell(text);
  return roles ? ok(roles.join(';')) : err({ code: 'not-a-choice', detail: WORDS });
};

export const ACCOUNT_COLUMNS = [
  column('account', ['账号', '用户名', '登录名'], readName, 'lichunmei', { required: true }),
  column('name', ['姓名'], readText(40), '（示例）李春梅', { required: true }),
  column('phone', ['联系电话', '手机号码', '电话'], readPhone, '0935-3120000'),
  column('certificate', ['执法证号', '执法证件号'], readCode(/^\d{8,14}$/, '8 至 14 位数字'), '', { digits: true }),
  column('agency', ['所属检查主体', '所属单位', '所属机关'], readAgency, '620623-SCJG'),
  column('region', ['行政区划代码', '区划代码'], readRegion, '', { digits: true }),
  column('office', ['部门', '所在部门', '科室'], readText(80), ''),
  column('posts', ['岗位', '角色'], readRoles, '经办人', { required: true }),
] as const;

const MOVED = '已有账号调动单位，请在“人员”页办理';

export const accountImport: ImportKind<AccountEntry> = {
  name: 'accounts',
  columns: ACCOUNT_COLUMNS,
  keyColumn: 'account',
  idOf: ({ account }) => (typeof account === 'string' ? account : undefined),
  unique: ({ certificate }) => (typeof certificate === 'string' ? [{ field: 'certificate', value: certificate }] : []),
  build(id, row, before, world) {
    const entry = readEntry(id, row, before, world);
    if (!entry.ok) return entry;
    const { agency, region } = entry.value;
    const problems: CellProblem[] = [];
    if (agency === null && region === null) problems.push({ field: 'region', code: 'required' });
    if (region !== null && !world.hasRegion(region)) problems.push({ field: 'region', code: 'unknown-region' });
    // Devices, grants and delegations hang on the agency, posts on the region: a person changes them at the desk.
    if (before && before.agency !== agency) problems.push({ field: 'agency', code: 'invalid', detail: MOVED });
    else if (before && before.region !== region) problems.push({ field: 'region', code: 'invalid', detail: MOVED });
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

/** The account as the cells of a row say it. */
export function readEntry(
  id: string,
  row: RowValues,
  before: AccountEntry | undefined,
  world: Pick<ImportWorld, 'agencyId'>,
): Result<AccountEntry, CellProblem[]> {
  const values = new Values(row);
  const named = values.text('agency', before?.agency ?? null, null);
  const agency = named === null ? null : world.agencyId(named);
  if (agency === undefined) return err([{ field: 'agency', code: 'unknown-agency' }]);
  const said = values.text('posts', before?.posts.join(';') ?? '', '').split(';');
  return ok({
    account: id,
    name: values.text('name', before?.name ?? '', ''),
    phone: values.text('phone', before?.phone ?? '', ''),
    certificate: values.text('certificate', before?.certificate ?? null, null),
    agency,
    region: agency === null ? values.text('region', before?.region ?? null, null) : null,
    office: values.text('office', before?.office ?? '', ''),
    posts: ROLES.filter((role) => said.includes(role)),
    closed: before?.closed ?? false,
  });
}

/** The account as an administrator would enter it by hand; `newAccountSchema` judges it. */
export function newAccountOf(entry: AccountEntry): unknown {
  const { account, name, phone, certificate, agency, region, office, posts } = entry;
  const place = region === null ? {} : { region };
  const terms = posts.map((role) => ({ role, agency: isAgencyRole(role) ? agency : null, ...place }));
  return { account, name, phone, certificate, agency, office, ...place, posts: terms } satisfies Record<
    keyof Omit<NewAccount, 'region'>,
    unknown
  >;
}
