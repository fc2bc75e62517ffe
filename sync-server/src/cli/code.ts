/** `liangma code …`: codes on the command line, with no server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SUITES } from '@liangma/shared/kernel/public-key';
import { err, type Result } from '@liangma/shared/kernel/result';
import { nodeSignatures } from '../adapters/crypto/signatures.ts';
import { openKeyRing } from '../adapters/keys/key-files.ts';
import { keyFolder } from '../adapters/keys/key-folder.ts';
import { systemClock } from '../adapters/runtime.ts';
import type { Config } from '../config.ts';
import type { KeyRing } from '../ports/runtime.ts';
import { demoCommand } from './code/demo-command.ts';
import { inspectCommand } from './code/inspect-command.ts';
import { issueCommand } from './code/issue-command.ts';
import { type CodeOptions, readCodeOptions } from './code/options.ts';
import { qrCommand } from './code/qr-command.ts';
import { type Output, verifyCommand } from './code/verify-command.ts';
import type { Command } from './command.ts';
import { USAGE } from './usage.ts';

/** Exit code without a verdict: wrong usage or an unreadable file (sysexits EX_USAGE). */
const NO_VERDICT = 64;

export const codeCommand: Command = async (args, config) => {
  const options = readCodeOptions(args);
  const output = options.ok ? await act(options.value, config) : options;
  if (!output.ok) {
    console.error(output.error);
    return NO_VERDICT;
  }
  for (const line of output.value.lines) console.log(line);
  return output.value.exit;
};

async function act(options: CodeOptions, config: Config): Promise<Result<Output, string>> {
  const { command, text, flags } = options;
  if (command === 'issue') return issue(options, config);
  if (command === 'demo') return demo(options, config);
  if (text === undefined) return err(USAGE.code);
  switch (command) {
    case 'inspect':
      return inspectCommand(text, options.json);
    case 'verify':
      return verifyCommand(options, text, { ...ports(config), ownRoot: flags.root ? undefined : ownRoot(config) });
    case 'qr':
      return qrCommand(text, flags.out, options.json);
    default:
      return err(USAGE.code);
  }
}

const ports = ({ origin }: Config) => ({ now: systemClock.now(), origin, signatures: nodeSignatures() });

const openKeys = (config: Config): KeyRing =>
  openKeyRing(config.dataFolder, { clock: systemClock, suite: config.suite, passphrase: config.keyPassphrase });

/** Finds the root without making keys. */
const ownRoot = (config: Config) => (existsSync(keyFolder(config.dataFolder)) ? openKeys(config).root : undefined);

function issue({ flags, live, json }: CodeOptions, config: Config): Promise<Result<Output, string>> {
  const keys = openKeys(config);
  return issueCommand(
    flags.claims,
    flags.origin ?? config.origin,
    { live, json },
    {
      ...ports(config),
      signerFor: (agency, window) => keys.signerFor('codes', agency, window),
    },
  );
}

async function demo({ flags, json }: CodeOptions, config: Config): Promise<Result<Output, string>> {
  const suite = SUITES.find((one) => one === (flags.suite ?? config.suite));
  if (!suite) return err(`--suite：${SUITES.join(' | ')}`);
  const place = { folder: flags.out ?? join(config.dataFolder, 'code-demo'), origin: flags.origin ?? config.origin };
  return demoCommand({ count: Number(flags.count ?? 30), suite, ...ports(config), ...place }, json);
}
