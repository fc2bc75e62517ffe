/**
 * The life of a server process, seen from its database: each statement is a moment at which it may end, and what it does
 * after its end reaches the database no more. One statement may also fail for once, as on a full disk: it has run by then, and
 * goes with what its transaction undoes.
 */
import { bestEffort } from '@liangma/testing/best-effort';
import type { Watch } from '../../../sync-server/src/adapters/sql/sql-store.ts';

type Connection = Parameters<Watch>[0];
type Plugin = Parameters<Connection['withPlugin']>[0];
export type Node = Parameters<Plugin['transformQuery']>[0]['node'];

export interface Life {
  readonly over: boolean;
  /** It was writing when it ended: something uncommitted is lost. */
  readonly tornWrite: boolean;
  readonly watch: Watch;
  endAfter(statements: number): void;
  /** Lets writing statements fail after so many: a full disk can still be read. */
  failAfter(statements: number): void;
  end(): void;
}

/** The node of every query. Prepared queries are built once, and run by all processes of the simulation. */
const nodes = new WeakMap<object, Node>();

/** `rewrite` stands in for statements (mutants.ts). */
export function aLife(told: (what: 'end' | 'fail') => void, rewrite = (node: Node): Node => node): Life {
  const connections: Connection[] = [];
  let [endIn, failIn] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let open = 0;
  const life = {
    over: false,
    tornWrite: false,
    watch: (db: Connection): Connection => {
      connections.push(db);
      return db.withPlugin(plugin);
    },
    endAfter: (statements: number) => {
      endIn = statements;
    },
    failAfter: (statements: number) => {
      failIn = statements;
    },
    end: () => {
      if (life.over) return;
      life.over = true;
      life.tornWrite = open > 0;
      told('end');
      for (const db of connections) void bestEffort(db.destroy(), 'the process has ended, and its statements fail');
    },
  };
  const step = (): void => {
    if (--endIn <= 0) life.end();
    if (life.over) throw new ProcessEnded();
  };
  const plugin: Plugin = {
    transformQuery: ({ node, queryId }) => {
      step();
      nodes.set(queryId, node);
      const text = textOf(node);
      if (text.startsWith('begin')) open++;
      if (text === 'commit' || text === 'rollback') open--;
      return rewrite(node) as typeof node;
    },
    transformResult: async ({ result, queryId }) => {
      step();
      const node = nodes.get(queryId);
      if (node && isWrite(node) && --failIn <= 0) {
        failIn = Number.POSITIVE_INFINITY;
        told('fail');
        throw Object.assign(new Error('database or disk is full'), { errcode: 13, code: '53100' });
      }
      return result;
    },
  };
  return life;
}

const isWrite = (node: Node): boolean =>
  node.kind === 'InsertQueryNode' || node.kind === 'UpdateQueryNode' || /^(insert|update) /.test(textOf(node));

class ProcessEnded extends Error {}

/** Returns the text of `begin`, `commit` and savepoints, which are raw SQL; empty for built queries. */
export const textOf = (node: Node): string => (node.kind === 'RawNode' ? node.sqlFragments.join('') : '');
