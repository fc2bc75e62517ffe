/** Finds enterprises by a part of their name or number, in the text that pack-text.ts wrote. */

import type { LinesText, NamesRow, PackPlace } from '../rows.ts';
import { lineAt, searchable } from './pack-text.ts';

export interface PackNames {
  readonly parts: readonly NamesRow[];
  /** Lines of each part that a later delta removed. */
  readonly gone: ReadonlyMap<number, ReadonlySet<number>>;
}

export interface Found {
  readonly total: number;
  readonly places: readonly PackPlace[];
}

/** All words must occur. Names that begin with the first word come first. `total` counts all hits, not only the returned. */
export function findPlaces({ parts, gone }: PackNames, query: string, limit: number): Found {
  const [first, ...others] = searchable(query).split(/\s+/).filter(Boolean);
  if (first === undefined) return { total: 0, places: [] };
  const begins: PackPlace[] = [];
  const contains: PackPlace[] = [];
  let total = 0;
  for (const { n, text, starts } of parts) {
    const left = gone.get(n);
    for (let at = text.indexOf(first), line = 0; at >= 0; ) {
      while (line + 1 < starts.length && (starts[line + 1] as number) <= at) line++;
      const start = starts[line] as number;
      const end = starts[line + 1] ?? text.length;
      if (!left?.has(line) && (others.length === 0 || hasAll(text.slice(start, end), others))) {
        total++;
        const list = at === start || text[at - 1] === '\t' ? begins : contains;
        if (list.length < limit) list.push({ n, line });
      }
      at = text.indexOf(first, end);
    }
  }
  return { total, places: [...begins, ...contains].slice(0, limit) };
}

const hasAll = (line: string, words: readonly string[]): boolean => words.every((word) => line.includes(word));

export interface PackEnterprise {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly region: string;
  readonly township: string;
  readonly address: string;
  readonly trade: string;
  readonly grade: string;
}

export function enterpriseAt(rows: LinesText, line: number): PackEnterprise {
  const cells = lineAt(rows, line).split('\t');
  const [id = '', name = '', kind = '', region = '', township = '', address = '', trade = '', grade = ''] = cells;
  return { id, name, kind, region, township, address, trade, grade };
}
