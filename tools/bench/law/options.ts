/** Size and store of the law bench: `npm run bench law -- --store postgres --enterprises N --inspections N --keep DIR --only WORDS`. */

export interface LawOptions {
  readonly store: 'sqlite' | 'postgres';
  readonly enterprises: number;
  readonly inspections: number;
  /** Folder of a filled store that later runs use again. */
  readonly keep: string | undefined;
  /** Words in the names of the questions that are asked; all of them without any. */
  readonly only: string;
}

/** Sizes of the promise: one county on SQLite, the province on PostgreSQL. */
const PROMISED = {
  sqlite: { enterprises: 74_000, inspections: 200_000 },
  postgres: { enterprises: 2_300_000, inspections: 5_000_000 },
} as const;

const FEWEST = 500;

/** Reads the arguments behind `law`. Returns a sentence for the person who typed them if one is no good. */
export function lawOptions(args: readonly string[]): LawOptions | string {
  const given = new Map<string, string>();
  for (let i = 0; i < args.length; i += 2) {
    const [name, value] = [args[i] ?? '', args[i + 1]];
    if (!['--store', '--enterprises', '--inspections', '--keep', '--only'].includes(name))
      return `unknown option of law: ${name}`;
    if (value === undefined) return `${name} needs a value`;
    given.set(name, value);
  }
  const store = given.get('--store') ?? 'sqlite';
  if (store !== 'sqlite' && store !== 'postgres') return `--store is sqlite or postgres, not ${store}`;
  const counts = { ...PROMISED[store] };
  const enterprises = Number(given.get('--enterprises') ?? counts.enterprises);
  const inspections = Number(given.get('--inspections') ?? counts.inspections);
  for (const count of [enterprises, inspections])
    if (!Number.isInteger(count) || count < FEWEST) return `a count is a whole number from ${FEWEST} on`;
  return { store, enterprises, inspections, keep: given.get('--keep'), only: given.get('--only') ?? '' };
}
