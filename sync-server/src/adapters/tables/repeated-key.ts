/** Keys that stand twice in one object of a JSON text: a parser keeps the last one and says nothing. */

interface Open {
  /** Null in a list. */
  readonly keys: Set<string> | null;
  /** Key or position that is read now. */
  at: string;
}

const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\],]/gs;

/** Returns the path of the first key that stands twice, joined by dots; undefined if there is none. `json` is well-formed. */
export function repeatedKey(json: string): string | undefined {
  const stack: Open[] = [];
  for (const [token, colon] of json.matchAll(TOKENS)) {
    const open = stack.at(-1);
    if (token === '{') stack.push({ keys: new Set(), at: '' });
    else if (token === '[') stack.push({ keys: null, at: '0' });
    else if (token === '}' || token === ']') stack.pop();
    else if (token === ',' && open?.keys === null) open.at = String(Number(open.at) + 1);
    else if (colon !== undefined && open?.keys) {
      open.at = JSON.parse(token.slice(0, -colon.length));
      if (open.keys.has(open.at)) return stack.map(({ at }) => at).join('.');
      open.keys.add(open.at);
    }
  }
  return undefined;
}
