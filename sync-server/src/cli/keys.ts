/** `liangma keys`: list, create, rotate, compromise, passphrase. Secrets are never printed. */
import { existsSync } from 'node:fs';
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { compromiseKey, createKey, type Folder, rotateKeys, sealKeys } from '../adapters/keys/edit-keys.ts';
import type { OpenedKey } from '../adapters/keys/key-file.ts';
import { keyFolder, makeKeyFolder } from '../adapters/keys/key-folder.ts';
import type { KeyTrouble } from '../adapters/keys/key-trouble.ts';
import { sealerOf } from '../adapters/keys/sealing.ts';
import { systemClock } from '../adapters/runtime.ts';
import type { Config } from '../config.ts';
import { type Command, fail } from './command.ts';
import { listKeys, NO_KEYS } from './key-list.ts';
import { type KeyOptions, readKeyOptions } from './key-options.ts';
import { ROLE_WORDS, sayKeyTrouble, sayTime } from './key-words.ts';
import { USAGE } from './usage.ts';

export const keysCommand: Command = async (args, config) => {
  const now = Math.floor(systemClock.now() / 1000);
  const options = readKeyOptions(args, now);
  if (!options.ok) return fail(options.error || USAGE.keys, 2);
  const done = act(options.value, config, now);
  if (!done.ok) return fail(sayKeyTrouble(done.error), 1);
  for (const line of done.value) console.log(line);
  return 0;
};

type Lines = Result<readonly string[], KeyTrouble>;

function act(options: KeyOptions, config: Config, now: number): Lines {
  const path = keyFolder(config.dataFolder);
  if (options.action !== 'create' && !existsSync(path)) return noKeys(options);
  makeKeyFolder(path);
  const { keyPassphrase, newKeyPassphrase } = config;
  const folder: Folder = { path, sealer: keyPassphrase === undefined ? undefined : sealerOf(keyPassphrase), now };
  switch (options.action) {
    case 'list':
      return listKeys(path, options.json, now);
    case 'create': {
      const made = createKey(folder, { ...options, suite: options.suite ?? config.suite });
      return made.ok ? ok(sayCreated(made.value, options.replaceRoot)) : made;
    }
    case 'rotate': {
      const rotated = rotateKeys(folder, options);
      if (!rotated.ok) return rotated;
      return ok(rotated.value.flatMap(({ made, before }) => [sayMade(made), ...before.map(sayEnds)]));
    }
    case 'compromise': {
      const done = compromiseKey(folder, options.kid, options.at);
      return done.ok ? ok(sayCompromised(options.kid, options.at, done.value.made)) : done;
    }
    case 'passphrase': {
      const passphrase = newKeyPassphrase ?? keyPassphrase;
      if (passphrase === undefined) return err({ code: 'nothing-to-seal-with' });
      const sealed = sealKeys(folder, passphrase);
      return sealed.ok ? ok([saySealed(sealed.value, newKeyPassphrase !== undefined)]) : sealed;
    }
  }
}

/** Makes nothing if somebody only looks, or mistyped the folder. */
const noKeys = (options: KeyOptions): Lines =>
  options.action === 'list' ? ok(options.json ? ['[]'] : [NO_KEYS]) : err({ code: 'no-keys' });

function sayCreated(made: OpenedKey, replaced: boolean): string[] {
  if (made.role !== 'root') return [sayMade(made)];
  const pin = `${toHex(made.kid)}.${toBase64Url(made.publicKey)}`;
  const lines = [sayMade(made), `根公钥 pin: ${pin}`];
  return replaced ? [...lines, ROOT_REPLACED] : lines;
}

const ROOT_REPLACED =
  '注意：根密钥已更换，所有固定的根公钥都要随之更换。重新启动服务器后，页面要联网重新打开一次才会认可新的签名文件；请公布新的根公钥。 Every pin changes with the root: restart the server; pages believe its new files once they have been opened again with network; publish the new pin.';

const sayMade = ({ kid, role, suite, agencyPrefix, validFrom, validTo }: OpenedKey): string =>
  `${toHex(kid)}  新${ROLE_WORDS[role]}，${suite}${agencyPrefix && `，${agencyPrefix}`}  ${sayTime(validFrom)} – ${sayTime(validTo)}`;

function sayEnds({ kid, role, validTo }: OpenedKey): string {
  const end = `${toHex(kid)}  有效至 valid to ${sayTime(validTo)}`;
  if (role !== 'issuing') return end;
  return `${end}；有效时间超出的任务码需重新签发 codes with a window beyond it are to be issued again`;
}

function sayCompromised(kid: string, at: number, made: OpenedKey | undefined): string[] {
  const marked = `${kid}  自 ${sayTime(at)} 起不再可信；仍要使用的任务码请重新签发。 Not believed from ${sayTime(at)} on; issue again the codes that are still needed.`;
  return made ? [marked, `${sayMade(made)}（接替 in its place）`] : [marked];
}

const saySealed = (count: number, changed: boolean): string =>
  changed
    ? `${count} 个密钥已改用新口令加密；请把 LIANGMA_KEY_PASSPHRASE 改成新口令并重新启动服务器。 ${count} keys are sealed under the new passphrase; put it into LIANGMA_KEY_PASSPHRASE and restart the server.`
    : `${count} 个密钥已加密。 ${count} keys are sealed.`;
