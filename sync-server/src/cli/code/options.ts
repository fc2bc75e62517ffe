/** The flags of `liangma code`, checked before anything is read. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { readOrigin } from '../../config.ts';

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
  /** The text of the code, where the command takes one; `-` reads it from standard input. */
  readonly text: string | undefined;
  readonly json: boolean;
  readonly live: boolean;
  readonly flags: Partial<Record<Flag, string>>;
}

export function readCodeOptions(argv: readonly string[]): Result<CodeOptions, string> {
  const parsed = parse(argv);
  if (!parsed.ok) return parsed;
  const { values, positionals, tokens } = parsed.value;
  const named = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const repeated = named.find((name, i) => named.indexOf(name) !== i);
  if (repeated !== undefined) return err(`--${repeated} 只能出现一次。 --${repeated} was given twice.`);
  const [command = '', text, ...rest] = positionals;
  if (rest.length > 0) return err(`多余的参数：${rest.join(' ')}。 Not wanted: ${rest.join(' ')}.`);
  const { json, live, ...flags } = values as { json: boolean; live: boolean } & Partial<Record<Flag, string>>;
  const clash = (['keys', 'status', 'catalog', 'server'] as const).find((name) => flags[name] !== undefined);
  if (flags.trust !== undefined && clash !== undefined) {
    return err(`--trust 和 --${clash} 不能同时使用。 --trust does not go with --${clash}.`);
  }
  if (flags.origin !== undefined) {
    const origin = readOrigin(flags.origin, '--origin');
    if (!origin.ok) return origin;
  }
  return ok({ command, text, json, live, flags });
}

function parse(argv: readonly string[]) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' as const }]));
  try {
    return ok(
      parseArgs({
        args: [...argv],
        allowPositionals: true,
        tokens: true,
        options: { json: { type: 'boolean', default: false }, live: { type: 'boolean', default: false }, ...texts },
      }),
    );
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const flag = /'(-[^']*)'/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return err(`没有 ${flag} 这个选项。 There is no flag ${flag}.`);
    return err(`${flag} 用法有误。 ${flag} is used wrongly: it takes a value only where the usage shows one.`);
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
