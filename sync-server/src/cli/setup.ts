/** `liangma setup`: the same as the page `/setup`, for a shell. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type SetupResult, setupSchema } from '@liangma/shared/access/installation';
import type { Region } from '@liangma/shared/kernel/regions';
import * as v from 'valibot';
import { officialRegions } from '../adapters/files/official-regions.ts';
import type { Config } from '../config.ts';
import { openStore } from '../open-store.ts';
import { type SetupError, setUp } from '../setup/setup.ts';
import { setupTools } from '../setup-tools.ts';
import { type Command, fail } from './command.ts';
import { sayTime } from './key-words.ts';
import { USAGE } from './usage.ts';

const OPTIONS = {
  region: { type: 'string' },
  origin: { type: 'string' },
  publisher: { type: 'string' },
  account: { type: 'string' },
  name: { type: 'string' },
  office: { type: 'string' },
  phone: { type: 'string' },
  suite: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Flags = { [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string };

export const setupCommand: Command = async (args, config) => {
  const flags = flagsIn(args);
  if (!flags) return fail(USAGE.setup, 2);
  const { json, ...asked } = await completed(flags, config);
  const region = asked.region === undefined ? undefined : regionOf(asked.region, officialRegions());
  const parsed = v.safeParse(setupSchema, {
    region,
    origin: asked.origin,
    publisher: asked.publisher,
    administrator: {
      account: asked.account,
      name: asked.name,
      office: asked.office,
      phone: asked.phone,
      password: config.adminPassword ?? null,
    },
    suite: asked.suite ?? config.suite,
  });
  if (!parsed.success) {
    const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').map((path) => path.split('.').at(-1));
    return fail(sayWrong(new Set(fields)), 2);
  }
  const store = await openStore(config);
  try {
    const done = await setUp(setupTools(config, store), parsed.output);
    if (!done.ok) return fail(sayError(done.error), 1);
    console.log(json ? JSON.stringify(done.value) : sayResult(done.value));
    return 0;
  } finally {
    await store.close();
  }
};

function flagsIn(args: readonly string[]): Flags | undefined {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A county by its code or by its full name. */
const regionOf = (text: string, regions: readonly Region[]): string =>
  regions.find(({ code, name }) => code.length <= 6 && (code === text || name === text))?.code ?? text;

const nameOf = (code: string): string => officialRegions().find((region) => region.code === code)?.name ?? code;

const QUESTIONS: readonly (readonly [keyof Flags, string])[] = [
  ['region', '省、市（州）、县（市、区），代码或名称 Region, code or name: '],
  ['origin', '公开地址 Public address (https://…): '],
  ['publisher', '运行单位 Operator of the site: '],
  ['account', '第一个管理员的账号 Account of the first administrator: '],
  ['name', '姓名 Name: '],
];

/** Asks at a terminal for what no flag says. */
async function completed(flags: Flags, config: Config): Promise<Flags> {
  const given = config.isOriginGiven && flags.origin === undefined ? { ...flags, origin: config.origin } : flags;
  if (given.json || !process.stdin.isTTY) return given;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answers: Record<string, string> = {};
    for (const [key, question] of QUESTIONS)
      if (given[key] === undefined) answers[key] = (await terminal.question(question)).trim();
    return { ...given, ...answers };
  } finally {
    terminal.close();
  }
}

const HINTS: Readonly<Record<string, string>> = {
  region: '行政区划代码或全称，如 620623 或 天祝藏族自治县，到县为止 a code or full name, down to a county',
  origin:
    '以 https:// 开头，不带路径；只在本机试用时可以用 http://localhost begins with https://, without a path; http://localhost for a trial on this machine',
  account: '3 到 40 位小写字母、数字或 . - _ 3 to 40 lower-case letters, digits or . - _',
  name: '不超过 40 个字 40 characters at most',
  suite: 'eddsa | sm2',
};

const sayWrong = (fields: ReadonlySet<string | undefined>): string =>
  [
    '缺少或不对 Missing or wrong:',
    ...[...fields].map((field) => `  --${field}  ${HINTS[field ?? ''] ?? ''}`.trimEnd()),
    USAGE.setup,
  ].join('\n');

function sayError(error: SetupError): string {
  switch (error.code) {
    case 'wrong-state':
      return '已经初始化过，或者已有账号，没有改动。 Set up already, or there are accounts: nothing was changed.';
    case 'unknown-region':
      return `没有这个区划。 There is no such region.\n  --region  ${HINTS.region}`;
    case 'password-weak':
      return `LIANGMA_ADMIN_PASSWORD 不符合要求（${error.rule}）：至少 10 个字符，不能是姓名、账号、电话或常见密码。 It does not meet the rules (${error.rule}): ten characters at least, no name, account, phone or common password.`;
    case 'keys-unreadable':
      return error.detail;
  }
}

function sayResult({ installation, administrator, firstPassword, keys }: SetupResult): string {
  const lines = [
    `已初始化：${nameOf(installation.region)}，${installation.origin} Set up.`,
    `管理员 Administrator: ${administrator}`,
    ...(firstPassword === null
      ? []
      : [`一次性密码（只显示一次，首次登录须修改） One-time password, shown once: ${firstPassword}`]),
    '',
    '请抄录并妥善保管 Write down and keep:',
    `  根公钥 pin: ${keys.root}`,
    ...keys.kids.map(({ role, kid, validTo }) => `  ${role.padEnd(8)} ${kid}  → ${sayTime(validTo / 1000)}`),
    `  密钥文件夹，请另行备份 Folder of the keys, to be backed up apart: ${keys.folder}`,
    keys.sealed
      ? '  密钥已用口令加密；每次启动都要设置 LIANGMA_KEY_PASSPHRASE_FILE。 The keys are sealed: each start needs the passphrase.'
      : '  密钥没有口令保护；可用 liangma keys passphrase 加密。 The keys are not sealed: liangma keys passphrase does it.',
  ];
  return lines.join('\n');
}
