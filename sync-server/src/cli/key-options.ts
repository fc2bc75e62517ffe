/** The flags of `liangma keys`, checked before anything is touched. */
import { parseArgs } from 'node:util';
import { SUITES, type Suite } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { KEY_ROLES, type KeyRole } from '../adapters/keys/key-role.ts';

const FLAGS = {
  list: ['json'],
  create: ['use', 'suite', 'agency-prefix', 'valid-days', 'from', 'replace-root'],
  rotate: ['use', 'suite', 'overlap-days', 'valid-days'],
  compromise: ['at'],
  passphrase: [],
} as const satisfies Record<string, readonly string[]>;
type Action = keyof typeof FLAGS;

export type KeyOptions =
  | { readonly action: 'list'; readonly json: boolean }
  | {
      readonly action: 'create';
      readonly role: KeyRole;
      readonly suite: Suite | undefined;
      readonly agencyPrefix: string;
      readonly validDays: number | undefined;
      readonly validFrom: number | undefined;
      readonly replaceRoot: boolean;
    }
  | {
      readonly action: 'rotate';
      readonly roles: readonly KeyRole[];
      readonly suite: Suite | undefined;
      readonly overlapDays: number;
      readonly validDays: number | undefined;
    }
  | { readonly action: 'compromise'; readonly kid: string; readonly at: number }
  | { readonly action: 'passphrase' };

/** Windows of codes that were approved well ahead end within it. */
const OVERLAP_DAYS = 90;
const MOST_DAYS = 7300;

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** `now` in seconds since 1970. An empty error asks for the usage. */
export function readKeyOptions(args: readonly string[], now: number): Result<KeyOptions, string> {
  const [action = '', ...rest] = args;
  if (!isAction(action)) return err('');
  const parsed = parse(rest, FLAGS[action]);
  if (!parsed || (action !== 'compromise' && parsed.positionals.length > 0)) return err('');
  const { values, positionals } = parsed;
  switch (action) {
    case 'list':
      return ok({ action, json: values.json === true });
    case 'create':
      return readCreate(values);
    case 'rotate':
      return readRotate(values);
    case 'compromise':
      return readCompromise(positionals, values, now);
    case 'passphrase':
      return ok({ action });
  }
}

const isAction = (text: string): text is Action => Object.hasOwn(FLAGS, text);

function parse(args: readonly string[], flags: readonly string[]) {
  const isSwitch = (flag: string) => flag === 'json' || flag === 'replace-root';
  const options = flags.map((flag) => [flag, { type: isSwitch(flag) ? 'boolean' : 'string' } as const] as const);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(options),
    });
    return { values: values as Values, positionals };
  } catch {
    return undefined;
  }
}

function readCreate(values: Values): Result<KeyOptions, string> {
  const role = KEY_ROLES.find((one) => one === values.use);
  if (!role) return err('--use 应是 root、issuing 或 receipts。 --use must be root, issuing or receipts.');
  const suite = readSuite(values.suite);
  if (!suite.ok) return suite;
  const agencyPrefix = values['agency-prefix'] ?? '';
  if (typeof agencyPrefix !== 'string' || !/^[0-9A-Za-z-]{0,32}$/.test(agencyPrefix)) {
    return err(
      '--agency-prefix 是机关编号的开头，如 620623。 --agency-prefix is the beginning of an agency number, such as 620623.',
    );
  }
  if (agencyPrefix !== '' && role !== 'issuing') {
    return err('只有签发密钥可以限定机关。 Only an issuing key can be for some agencies.');
  }
  const validDays = readDays(values, 'valid-days', 1);
  if (!validDays.ok) return validDays;
  const validFrom = values.from === undefined ? ok(undefined) : readInstant('from', values.from);
  if (!validFrom.ok) return validFrom;
  const replaceRoot = values['replace-root'] === true;
  if (replaceRoot && role !== 'root')
    return err('--replace-root 只用于 --use root。 --replace-root goes with --use root.');
  return ok({
    action: 'create',
    role,
    suite: suite.value,
    agencyPrefix,
    replaceRoot,
    validDays: validDays.value,
    validFrom: validFrom.value,
  });
}

function readRotate(values: Values): Result<KeyOptions, string> {
  const roles = (['issuing', 'receipts'] as const).filter((role) => values.use === undefined || role === values.use);
  if (roles.length === 0) return err('--use 应是 issuing 或 receipts。 --use must be issuing or receipts.');
  const suite = readSuite(values.suite);
  if (!suite.ok) return suite;
  const overlapDays = readDays(values, 'overlap-days', 0);
  if (!overlapDays.ok) return overlapDays;
  const validDays = readDays(values, 'valid-days', 1);
  if (!validDays.ok) return validDays;
  return ok({
    action: 'rotate',
    roles,
    suite: suite.value,
    overlapDays: overlapDays.value ?? OVERLAP_DAYS,
    validDays: validDays.value,
  });
}

function readCompromise(positionals: readonly string[], values: Values, now: number): Result<KeyOptions, string> {
  const [named = '', ...more] = positionals;
  const kid = named.toLowerCase();
  if (!/^[0-9a-f]{8}$/.test(kid) || more.length > 0 || values.at === undefined) return err('');
  const at = readInstant('at', values.at);
  if (!at.ok) return at;
  if (at.value > now) return err('--at 不能在将来。 --at cannot be in the future.');
  return ok({ action: 'compromise', kid, at: at.value });
}

function readSuite(text: Values[string]): Result<Suite | undefined, string> {
  const suite = SUITES.find((one) => one === text);
  return suite || text === undefined ? ok(suite) : err('--suite 应是 eddsa 或 sm2。 --suite must be eddsa or sm2.');
}

function readDays(values: Values, name: string, least: number): Result<number | undefined, string> {
  const text = values[name];
  if (text === undefined) return ok(undefined);
  const days = typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : -1;
  return days >= least && days <= MOST_DAYS
    ? ok(days)
    : err(
        `--${name} 应是 ${least} 到 ${MOST_DAYS} 的整数。 --${name} must be a whole number from ${least} to ${MOST_DAYS}.`,
      );
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)$/;

/** Seconds since 1970 of a date and time that says its zone. 30 February is none. */
function readInstant(name: string, text: Values[string]): Result<number, string> {
  const parts = ISO.exec(String(text));
  const at = parts ? Date.parse(String(text)) : Number.NaN;
  const day = parts && new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))).getUTCDate();
  if (!Number.isNaN(at) && day === Number(parts?.[3])) return ok(Math.floor(at / 1000));
  return err(
    `--${name} 应是带时区的时间，如 2026-11-24T09:00:00+08:00。 --${name} must be a time with its zone, such as 2026-11-24T09:00:00+08:00.`,
  );
}
