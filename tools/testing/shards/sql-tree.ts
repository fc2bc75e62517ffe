/** SQL text as tokens, with what stands in parentheses as a list of its own: enough to see tables, aliases and conditions. */

export type Sql = readonly (Token | Group)[];

export interface Token {
  /** `value`: a parameter or a literal. */
  readonly kind: 'word' | 'name' | 'value' | 'sign';
  /** A word in lower case, a name without its quotes. */
  readonly text: string;
}

export interface Group {
  readonly kind: 'group';
  readonly inside: Sql;
}

const PATTERN =
  /\s+|--[^\n]*|(?<string>'(?:[^']|'')*')|"(?<name>[^"]*)"|(?<value>\?|\$\d+|\d+(?:\.\d+)?)|(?<word>[a-z_]\w*)|(?<sign>\|\||::|->>|->|@>|<=|>=|<>|!=|[^\s\w])/giy;

export function sqlTree(text: string): Sql {
  const open: (Token | Group)[][] = [[]];
  const add = (part: Token | Group): void => void open.at(-1)?.push(part);
  for (const { groups } of text.matchAll(PATTERN)) {
    const { string, name, value, word, sign } = groups ?? {};
    if (string !== undefined || value !== undefined) add({ kind: 'value', text: string ?? value ?? '' });
    else if (name !== undefined) add({ kind: 'name', text: name });
    else if (word !== undefined) add({ kind: 'word', text: word.toLowerCase() });
    else if (sign === '(') open.push([]);
    else if (sign === ')') {
      const inside = open.pop() ?? [];
      add({ kind: 'group', inside });
    } else if (sign !== undefined) add({ kind: 'sign', text: sign });
  }
  return open[0] ?? [];
}

export const isWord = (part: Token | Group | undefined, ...words: readonly string[]): boolean =>
  part?.kind === 'word' && words.includes(part.text);

export const isSign = (part: Token | Group | undefined, sign: string): boolean =>
  part?.kind === 'sign' && part.text === sign;

/** Name of a table, column or alias. */
export const nameOf = (part: Token | Group | undefined): string | undefined =>
  part?.kind === 'name' || (part?.kind === 'word' && !KEYWORDS.has(part.text)) ? part.text : undefined;

const KEYWORDS = new Set(
  'select from where on join inner left right full cross using group order limit having returning set values union as and or not in is by do conflict offset for window'.split(
    ' ',
  ),
);

/** Splits where the test holds; `case … end` and `between … and` stay whole. */
export function split(sql: Sql, isBorder: (part: Token | Group) => boolean): Sql[] {
  const parts: (Token | Group)[][] = [[]];
  let cases = 0;
  let isBetween = false;
  for (const part of sql) {
    if (isWord(part, 'case')) cases++;
    if (isWord(part, 'end')) cases--;
    if (isWord(part, 'between')) isBetween = true;
    else if (isBetween && isWord(part, 'and')) isBetween = false;
    else if (cases === 0 && isBorder(part)) {
      parts.push([]);
      continue;
    }
    parts.at(-1)?.push(part);
  }
  return parts;
}

/** All groups, those within groups too. */
export const groupsIn = (sql: Sql): Group[] => sql.filter((part): part is Group => part.kind === 'group');
