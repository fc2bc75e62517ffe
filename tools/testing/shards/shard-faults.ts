/**
 * Statements on sharded tables that do not name their shard. A statement names the shard of a table by `shard =` or
 * `shard in (…)` in a condition that always holds, by a join with equal shards to a table whose shard is named, or by an insert
 * with the shard in it. A join with the table `shards` names all of them.
 */
import { type Group, groupsIn, isSign, isWord, nameOf, type Sql, split, sqlTree, type Token } from './sql-tree.ts';

/** Table that lists all shards. */
const ALL = 'shards';

/** Faults of a statement, as sentences; empty if it names the shard of every table of `sharded` that it touches. */
export function shardFaults(text: string, sharded: ReadonlySet<string>): string[] {
  const sql = sqlTree(text);
  // Not tables and triggers as they are made.
  if (!isWord(sql[0], 'select', 'insert', 'update', 'delete', 'with')) return [];
  const statement = new Statement(sharded);
  statement.block(sql, []);
  return [...statement.faults, ...statement.unnamed()];
}

/** A table in a statement, under its alias. */
interface Source {
  readonly alias: string;
  readonly table: string;
  readonly isSharded: boolean;
  /** Has a column `shard`. */
  readonly hasShard: boolean;
}

/** A condition fixes the shard of a source, or makes it equal to that of another. */
type Fact = { readonly fixes: Source } | { readonly same: readonly [Source, Source] };

const keyOf = (fact: Fact, sources: readonly Source[]): string =>
  ('fixes' in fact ? [fact.fixes] : [...fact.same])
    .map((source) => sources.indexOf(source))
    .sort()
    .join('=');

const CLAUSES = [
  'from',
  'where',
  'group',
  'order',
  'limit',
  'having',
  'returning',
  'set',
  'values',
  'select',
  'conflict',
];
const JOINS = ['join', 'inner', 'left', 'right', 'full', 'cross', 'lateral'];

class Statement {
  readonly faults: string[] = [];
  readonly #sharded: ReadonlySet<string>;
  readonly #sources: Source[] = [];
  readonly #facts: Fact[] = [];

  constructor(sharded: ReadonlySet<string>) {
    this.#sharded = sharded;
  }

  /** Reads a statement or a subquery. `outer`: tables that it may refer to, the nearest first. */
  block(sql: Sql, outer: readonly Source[]): void {
    for (const part of split(sql, (one) => isWord(one, 'union', 'except', 'intersect'))) {
      const start = part.findIndex((one) => isWord(one, 'select', 'insert', 'update', 'delete'));
      const scope = start < 0 ? outer : this.#single(part.slice(start), outer);
      for (const group of groupsIn(part)) this.#inside(group, scope);
    }
  }

  unnamed(): string[] {
    const named = new Set(this.#sources.filter(({ table }) => table === ALL));
    for (let size = -1; size < named.size; ) {
      size = named.size;
      for (const fact of this.#facts) {
        if ('fixes' in fact) named.add(fact.fixes);
        else if (fact.same.some((source) => named.has(source))) for (const source of fact.same) named.add(source);
      }
    }
    return this.#sources
      .filter((source) => source.isSharded && !named.has(source))
      .map(({ table, alias }) => `${table}${alias === table ? '' : ` ${alias}`} without its shard`);
  }

  #inside(group: Group, scope: readonly Source[]): void {
    if (isWord(group.inside[0], 'select', 'with')) this.block(group.inside, scope);
    else for (const inner of groupsIn(group.inside)) this.#inside(inner, scope);
  }

  #single(sql: Sql, outer: readonly Source[]): readonly Source[] {
    if (isWord(sql[0], 'insert')) return this.#insert(sql, outer);
    const clauses = clausesOf(sql);
    const updated = isWord(sql[0], 'update') ? (split(sql.slice(1), (part) => isWord(part, 'set'))[0] ?? []) : [];
    const [own, conditions] = this.#from(clauses.get('from') ?? [], updated);
    const scope = [...own, ...outer];
    for (const condition of [...conditions, clauses.get('where') ?? []])
      this.#facts.push(...this.#holds(condition, scope));
    this.#assigned(clauses.get('set') ?? [], own[0]);
    return scope;
  }

  #insert(sql: Sql, outer: readonly Source[]): readonly Source[] {
    const table = nameOf(sql[2]) ?? '';
    if (this.#sharded.has(table)) {
      if (!namesShard(sql[3])) this.faults.push(`insert into ${table} without a shard`);
      const conflict = sql.findIndex((part) => isWord(part, 'conflict'));
      if (conflict >= 0 && sql[conflict + 1]?.kind === 'group' && !namesShard(sql[conflict + 1]))
        this.faults.push(`conflict of ${table} on a key without the shard`);
      this.#assigned(clausesOf(sql).get('set') ?? [], { alias: table, table, isSharded: true, hasShard: true });
    }
    const select = sql.findIndex((part) => isWord(part, 'select'));
    if (select < 0) return outer;
    return this.#single(sql.slice(select), outer);
  }

  /** A row stays in its shard: a database that is spread over machines refuses to move it. */
  #assigned(set: Sql, target: Source | undefined): void {
    if (!target?.isSharded) return;
    for (const [name, sign] of split(set, (part) => isSign(part, ','))) {
      if (nameOf(name) === 'shard' && isSign(sign, '=')) this.faults.push(`a row of ${target.table} changes its shard`);
    }
  }

  /** The table that is updated and those of a `from`, and the conditions of joins. */
  #from(from: Sql, updated: Sql): [Source[], Sql[]] {
    const own: Source[] = [];
    const conditions: Sql[] = [];
    for (const item of [updated, ...split(from, (part) => isSign(part, ',') || isWord(part, ...JOINS))]) {
      const [table, ...rest] = item;
      if (!table) continue;
      const on = rest.findIndex((part) => isWord(part, 'on'));
      const named = on < 0 ? rest : rest.slice(0, on);
      const alias = nameOf(named.find((part) => nameOf(part) !== undefined));
      const name = nameOf(table) ?? '';
      const isSharded = this.#sharded.has(name);
      own.push({ alias: alias ?? name, table: name, isSharded, hasShard: isSharded || name === ALL });
      if (on >= 0) conditions.push(rest.slice(on + 1));
    }
    this.#sources.push(...own);
    return [own, conditions];
  }

  /** Facts that follow from a condition: of alternatives those that follow from each. */
  #holds(condition: Sql, scope: readonly Source[]): Fact[] {
    const [first, ...others] = split(condition, (part) => isWord(part, 'or'));
    if (others.length > 0) {
      const rest = others.map((one) => new Set(this.#holds(one, scope).map((fact) => keyOf(fact, this.#sources))));
      return this.#holds(first ?? [], scope).filter((fact) =>
        rest.every((keys) => keys.has(keyOf(fact, this.#sources))),
      );
    }
    const all = split(condition, (part) => isWord(part, 'and'));
    if (all.length > 1) return all.flatMap((one) => this.#holds(one, scope));
    const [only] = condition;
    if (condition.length === 1 && only?.kind === 'group') return this.#holds(only.inside, scope);
    return this.#compared(condition, scope);
  }

  #compared(condition: Sql, scope: readonly Source[]): Fact[] {
    const list = condition.findIndex((part) => isWord(part, 'in'));
    if (list > 0) {
      const source = shardColumn(condition.slice(0, list), scope);
      return source ? [{ fixes: source }] : [];
    }
    const [left = [], right] = split(condition, (part) => isSign(part, '='));
    if (!right) return [];
    const [a, b] = [shardColumn(left, scope), shardColumn(right, scope)];
    if (a && b) return [{ same: [a, b] }];
    const [source, other] = a ? [a, right] : [b, left];
    return source && isGiven(other) ? [{ fixes: source }] : [];
  }
}

/** A value from outside: a parameter, a literal, one of a list, or what a subquery gives. */
function isGiven([first, second]: Sql): boolean {
  if (first?.kind === 'group') return isWord(first.inside[0], 'select');
  return first?.kind === 'value' || (isWord(first, 'any') && second?.kind === 'group');
}

/** The source whose column `shard` this is. */
function shardColumn(sql: Sql, scope: readonly Source[]): Source | undefined {
  if (sql.length === 1 && nameOf(sql[0]) === 'shard') return scope.find(({ hasShard }) => hasShard);
  const [alias, dot, column] = sql;
  if (sql.length !== 3 || !isSign(dot, '.') || nameOf(column) !== 'shard') return undefined;
  return scope.find((source) => source.alias === nameOf(alias));
}

const namesShard = (part: Token | Group | undefined): boolean =>
  part?.kind === 'group' && part.inside.some((one) => nameOf(one) === 'shard');

/** Parts of a statement by their keyword. */
function clausesOf(sql: Sql): Map<string, Sql> {
  const clauses = new Map<string, (Token | Group)[]>();
  let current: (Token | Group)[] = [];
  for (const part of sql) {
    if (part.kind === 'word' && CLAUSES.includes(part.text)) {
      current = [];
      if (!clauses.has(part.text)) clauses.set(part.text, current);
    } else current.push(part);
  }
  return clauses;
}
