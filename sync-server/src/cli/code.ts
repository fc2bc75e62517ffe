/** `liangma code …`: codes on the command line, with no server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { SUITES } from '@liangma/shared/kernel/public-key';
import { err, type Result } from '@liangma/shared/kernel/result';
import { nodeSignatures } from '../adapters/crypto/signatures.ts';
import { openKeyRing } from '../adapters/keys/key-files.ts';
import { keyFolder } from '../adapters/keys/key-folder.ts';
import { systemClock } from '../adapters/runtime.ts';
import type { Config } from '../config.ts';
import { type KeyRing, NoSigningKey } from '../ports/runtime.ts';
import { demoCommand } from './code/demo-command.ts';
import { inspectCommand } from './code/inspect-command.ts';
import { issueCommand } from './code/issue-command.ts';
import { type CodeOptions, readCodeOptions } from './code/options.ts';
import { qrCommand } from './code/qr-command.ts';
import { type Said, verifyCommand } from './code/verify-command.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { sayFailure } from './failure.ts';

const USAGE = `任务码：查看、核验、签发、画码、演示
liangma code inspect TEXT                     what stands in a code, not verified
liangma code verify TEXT [FLAGS]              exit 0 genuine, 1 refuse, 2 unsure, 64 no verdict
  --keys FILE --status FILE --catalog FILE      signed files; or --trust FILE, or --server URL
  --root KIDHEX.PUBLICKEY --grants FILE         the pinned root (else that of LIANGMA_DATA), a list of grants
  --enterprise ID --now TIME --seen TIME --newest TIME
liangma code issue --claims FILE.json [--live] [--origin URL]
liangma code qr TEXT [--out FILE.svg|FILE.png]
liangma code demo [--count N] [--suite eddsa|sm2] [--out FOLDER] [--origin URL]
  each with --json; TEXT may be - for standard input; times are ISO 8601 with their zone, or seconds since 1970`;

export const codeCommand: Command = {
  usage: USAGE,
  async run(args, config) {
    const said = await answer(args, config);
    if (said.ok) {
      for (const line of said.value.lines) console.log(line);
      return said.value.exit;
    }
    // Scripts that asked for JSON get JSON also where there is no verdict.
    if (args.includes('--json')) console.log(JSON.stringify({ verdict: null, error: said.error }));
    else console.error(said.error);
    return EXIT.usage;
  },
};

async function answer(args: readonly string[], config: Config): Promise<Result<Said, string>> {
  const options = readCodeOptions(args);
  if (!options.ok) return options;
  try {
    return await act(options.value, config);
  } catch (error) {
    return err(error instanceof NoSigningKey ? NO_SIGNING_KEY : sayFailure(error, config));
  }
}

const NO_SIGNING_KEY =
  '数据文件夹中没有能为该机关、这段时间签发的密钥。 The data folder has no key that may sign for this agency in this time.';

async function act(options: CodeOptions, config: Config): Promise<Result<Said, string>> {
  const { command, flags } = options;
  if (command === 'issue') return issue(options, config);
  if (command === 'demo') return demo(options, config);
  if (options.text === undefined) return err(USAGE);
  const text = options.text === '-' ? (await textOf(process.stdin)).trim() : options.text;
  switch (command) {
    case 'inspect':
      return inspectCommand(text, options.json);
    case 'verify':
      return verifyCommand(options, text, { ...ports(config), ownRoot: flags.root ? undefined : ownRoot(config) });
    case 'qr':
      return qrCommand(text, flags.out, options.json);
    default:
      return err(USAGE);
  }
}

const ports = ({ origin }: Config) => ({ now: systemClock.now(), origin, signatures: nodeSignatures() });

const openKeys = (config: Config): KeyRing =>
  openKeyRing(config.dataFolder, { clock: systemClock, suite: config.suite, passphrase: config.keyPassphrase });

/** Looking for it makes no keys. */
const ownRoot = (config: Config) => (existsSync(keyFolder(config.dataFolder)) ? openKeys(config).root : undefined);

async function issue({ flags, live, json }: CodeOptions, config: Config): Promise<Result<Said, string>> {
  const folder = keyFolder(config.dataFolder);
  const signerFor: KeyRing['signerFor'] = (use, agency, window) => {
    if (!existsSync(folder)) throw new NoSigningKey(use, agency);
    return openKeys(config).signerFor(use, agency, window);
  };
  const to = { live, json };
  return issueCommand(flags.claims, flags.origin ?? config.origin, to, {
    ...ports(config),
    signerFor: (agency, window) => signerFor('codes', agency, window),
  });
}

async function demo({ flags, json }: CodeOptions, config: Config): Promise<Result<Said, string>> {
  const suite = SUITES.find((one) => one === (flags.suite ?? config.suite));
  if (!suite) return err(`--suite：${SUITES.join(' | ')}`);
  const place = { folder: flags.out ?? join(config.dataFolder, 'code-demo'), origin: flags.origin ?? config.origin };
  return demoCommand({ count: Number(flags.count ?? 30), suite, ...ports(config), ...place }, json);
}
