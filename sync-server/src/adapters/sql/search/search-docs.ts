/** Documents of the search index: the tokens of each kind of row, and how they are written. */

import type { Actor } from '@liangma/shared/access/authorise';
import { type Region, shardOf } from '@liangma/shared/kernel/regions';
import { beginningTokens, runsOf, textTokens } from '@liangma/shared/lists/search-terms';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Task } from '@liangma/shared/tasks/task';
import { type Kysely, sql } from 'kysely';
import { NO_SHARD } from '../../../ports/shards.ts';
import { prepared } from '../connection/prepared.ts';
import { insertRows } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { pinyinOf } from './pinyin.ts';

export type DocKind = 'enterprise' | 'task' | 'officer' | 'account' | 'matter' | 'agency' | 'region';

export interface Doc {
  readonly shard: string;
  readonly kind: DocKind;
  readonly id: string;
  readonly tokens: string;
  /** Pinyin of a row that is listed by name, start of a task; else empty. */
  readonly sort: string;
}

const SORT_DIGITS = 16;

/** A number as a text that sorts like it. */
export const sortOf = (value: number): string => String(value).padStart(SORT_DIGITS, '0');

/** Tokens that name a value of a field of one kind: `task.agency.620623-SCJG`. No text that people type holds a dot. */
export const fieldToken = (kind: DocKind, field: string, value: string): string =>
  `${kind}.${field}.${value}`.toLowerCase().replaceAll(/[^\p{L}\p{N}.-]/gu, ':');

export const isFieldToken = (token: string): boolean => token.includes('.');

/** A region's token and those of the regions around it. */
export const regionTokens = (kind: DocKind, region: string): string[] =>
  [2, 4, 6, 9]
    .filter((digits) => digits <= region.length)
    .map((digits) => fieldToken(kind, 'region', region.slice(0, digits)));

const nameTokens = (name: string): string[] => {
  const { initials } = pinyinOf(name);
  return [...textTokens(name), ...textTokens(initials)];
};

const docOf = (shard: string, kind: DocKind, id: string, tokens: readonly string[], sort = ''): Doc => ({
  shard,
  kind,
  id,
  // Blanks at both ends, so that a search for a token with its blanks finds the first and the last too.
  tokens: ` ${[...new Set(tokens)].join(' ')} `,
  sort,
});

/** Runs that an enterprise is found by: of its name, of the name's initials, and of its trade. */
export const enterpriseWords = ({ name, trade }: Pick<Enterprise, 'name' | 'trade'>): string[] =>
  [name, pinyinOf(name).initials, trade].flatMap(runsOf);

export const enterpriseDoc = (e: Enterprise): Doc =>
  docOf(
    shardOf(e.region),
    'enterprise',
    e.id,
    [
      ...enterpriseWords(e).flatMap(textTokens),
      ...beginningTokens(e.id.slice(0, LONG_NUMBER - 1)),
      ...regionTokens('enterprise', e.region),
      fieldToken('enterprise', 'grade', e.grade),
      fieldToken('enterprise', 'trade', e.trade),
    ],
    pinyinOf(e.name).full,
  );

export const taskDoc = (task: Task): Doc =>
  docOf(
    shardOf(task.enterprise.region),
    'task',
    task.id,
    [
      ...nameTokens(task.enterprise.name),
      ...task.officers.flatMap(({ id, name }) => [...nameTokens(name), fieldToken('task', 'officer', id)]),
      ...task.matters.map((id) => fieldToken('task', 'matter', id)),
      ...beginningTokens(task.enterprise.id.slice(0, LONG_NUMBER - 1)),
      ...('number' in task && task.number ? beginningTokens(task.number.slice(0, LONG_NUMBER - 1)) : []),
      ...regionTokens('task', task.enterprise.region),
      fieldToken('task', 'agency', task.agency.id),
      ...(task.partners ?? []).map(({ agency }) => fieldToken('task', 'partner', agency.id)),
      fieldToken('task', 'type', task.type),
    ],
    sortOf(task.window.from),
  );

export const officerDoc = (officer: Officer, region: string): Doc =>
  docOf(NO_SHARD, 'officer', officer.id, [
    ...nameTokens(officer.name),
    ...beginningTokens(officer.certificate.number),
    ...regionTokens('officer', region),
    fieldToken('officer', 'agency', officer.agency),
  ]);

export const matterDoc = ({ id, title }: Matter): Doc =>
  docOf(NO_SHARD, 'matter', id, [...nameTokens(title), ...textTokens(id)]);
export const agencyDoc = ({ id, name, region, kind }: Agency): Doc =>
  docOf(NO_SHARD, 'agency', id, [
    ...nameTokens(name),
    ...textTokens(id),
    ...regionTokens('agency', region),
    fieldToken('agency', 'kind', kind),
  ]);
export const regionDoc = ({ code, name }: Region): Doc => docOf(NO_SHARD, 'region', code, nameTokens(name));

export const accountDoc = ({ account, name, agency, region, posts, office }: Actor): Doc =>
  docOf(NO_SHARD, 'account', account, [
    ...nameTokens(name),
    ...textTokens(account),
    ...nameTokens(office ?? ''),
    ...regionTokens('account', region),
    ...(agency ? [fieldToken('account', 'agency', agency.id), ...nameTokens(agency.name)] : []),
    ...posts.map(({ role }) => fieldToken('account', 'role', role)),
  ]);

/** Numbers of this length and longer are found by the index of their own column, shorter ones by tokens. */
export const LONG_NUMBER = 6;

/** Writes a document unless it is unchanged: an index entry costs more than a look. */
export const writeDoc = prepared<Doc, unknown>(
  (_, { shard, kind, id, tokens, sort }) => sql`insert into search_docs (shard, kind, id, tokens, sort)
    values (${shard}, ${kind}, ${id}, ${tokens}, ${sort}) on conflict (shard, kind, id)
    do update set tokens = excluded.tokens, sort = excluded.sort
    where search_docs.tokens <> excluded.tokens or search_docs.sort <> excluded.sort`,
);

const DOCS_A_STATEMENT = 200;

export async function writeDocs(db: Kysely<Tables>, docs: readonly Doc[]): Promise<void> {
  for (let i = 0; i < docs.length; i += DOCS_A_STATEMENT) {
    const rows = docs.slice(i, i + DOCS_A_STATEMENT).map((doc) => ({ ...doc }));
    await insertRows(db, 'search_docs', rows)
      .onConflict((c) =>
        c
          .columns(['shard', 'kind', 'id'])
          .doUpdateSet({ tokens: sql`excluded.tokens`, sort: sql`excluded.sort` })
          .where(sql<boolean>`search_docs.tokens <> excluded.tokens or search_docs.sort <> excluded.sort`),
      )
      .execute();
  }
}

export async function removeDocs(
  db: Kysely<Tables>,
  { shard, kind }: Pick<Doc, 'shard' | 'kind'>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom('search_docs')
    .where('shard', '=', shard)
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .execute();
}
