/** The flags of `liangma code`, checked before anything is read. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@liangma/shared/kernel/result';

const TEXTS = [
  'keys',
  'status',
  'catalog',
  'grants',
  'trust',
  'root',
  'server',
  'now',
  'seen',
  'enterprise',
  'newest',
  'claims',
  'origin',
  'out',
  'count',
  'suite',
] as const;
export type Flag = (typeof TEXTS)[number];

export interface CodeOptions {
  readonly command: string;
  /** The text of the code, where the command takes one. */
  readonly text: string | undefined;
  readonly json: boolean;
  readonly live: boolean;
  readonly flags: Partial<Record<Flag, string>>;
}

export function readCodeOptions(argv: readonly string[]): Result<CodeOptions, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        live: { type: 'boolean', default: false },
        ...Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' as const }])),
      },
    });
    const [command = '', text, ...rest] = positionals;
    if (rest.length > 0) return err(`不需要这些：${rest.join(' ')}。 Not wanted: ${rest.join(' ')}.`);
    const { json, live, ...flags } = values as { json: boolean; live: boolean } & Partial<Record<Flag, string>>;
    return ok({ command, text, json, live, flags });
  } catch (error) {
    return err(`参数有误：${(error as Error).message} Bad arguments: ${(error as Error).message}`);
  }
}

/** Milliseconds since 1970 of an ISO 8601 time with its zone, or of whole seconds. */
export function readTime(text: string): Result<number, string> {
  if (/^\d{1,11}$/.test(text)) return ok(Number(text) * 1000);
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return ok(at);
  return err(
    `时间应像 2026-11-24T12:00:00+08:00，或 1970 年以来的秒数，现在是“${text}”。 A time looks like 2026-11-24T12:00:00+08:00 or is in seconds since 1970, not "${text}".`,
  );
}
