/** Items whose text holds the query; those that begin with it first, otherwise in their order. */
export function bestFirst<T>(items: readonly T[], query: string, textOf: (item: T) => string): T[] {
  const q = query.trim().toLowerCase();
  const found = items.filter((item) => textOf(item).toLowerCase().includes(q));
  const begins = (item: T): boolean => textOf(item).toLowerCase().startsWith(q);
  return [...found.filter(begins), ...found.filter((item) => !begins(item))];
}
