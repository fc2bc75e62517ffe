/** Fields of a case that nothing reads, so that a misspelt one is not taken for an absent one. */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null, false and an empty list say as much as a field that is left out. */
const saysNothing = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

/** Returns the paths of the fields of `given` that `read` does not have. A field whose shape the reading changes is not looked into. */
export function ignoredFields(given: unknown, read: unknown, path = ''): string[] {
  const at = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(given) && Array.isArray(read))
    return given.flatMap((one, index) => ignoredFields(one, read[index], at(index)));
  if (!isObject(given) || !isObject(read)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    if (!(key in read)) return saysNothing(value) ? [] : [at(key)];
    return key === 'cap' ? [] : ignoredFields(value, read[key], at(key));
  });
}
