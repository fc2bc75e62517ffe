/** `liangma keys list`: what the files say. Nothing is opened, so no passphrase is needed. */
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { ok, type Result } from '@liangma/shared/kernel/result';
import { maySign, newestFirst, signingKey } from '../adapters/keys/choose-key.ts';
import type { FiledKey } from '../adapters/keys/key-file.ts';
import { readFolder } from '../adapters/keys/key-folder.ts';
import { KEY_ROLES } from '../adapters/keys/key-role.ts';
import type { KeyTrouble } from '../adapters/keys/key-trouble.ts';
import { sayTime } from './key-words.ts';

export const NO_KEYS = '还没有密钥。 There are no keys yet.';

export function listKeys(path: string, json: boolean, now: number): Result<readonly string[], KeyTrouble> {
  const filed = readFolder(path);
  if (!filed.ok) return filed;
  const keys = KEY_ROLES.flatMap((role) => filed.value.filter((key) => key.role === role).sort(newestFirst));
  const rows = keys.map((key) => describe(key, stateOf(key, keys, now)));
  if (json) return ok([JSON.stringify(rows, null, 2)]);
  return ok(rows.length === 0 ? [NO_KEYS] : rows.map(sayRow));
}

/** The newest of its use and agencies signs; the others that are valid verify. */
const STATE_WORDS = {
  signing: '签名中 signing',
  verifying: '仅验证 verifying',
  'not-yet': '未生效 not yet',
  ended: '已到期 ended',
  compromised: '已泄露 compromised',
} as const;
type State = keyof typeof STATE_WORDS;

function stateOf(key: FiledKey, keys: readonly FiledKey[], now: number): State {
  if (key.compromisedAt !== null) return 'compromised';
  if (!maySign(key, now)) return now < key.validFrom ? 'not-yet' : 'ended';
  return signingKey(keys, key, now) === key ? 'signing' : 'verifying';
}

const describe = (key: FiledKey, state: State) => ({
  kid: toHex(key.kid),
  role: key.role,
  uses: key.uses,
  suite: key.suite,
  state,
  agencyPrefix: key.agencyPrefix,
  validFrom: sayTime(key.validFrom),
  validTo: sayTime(key.validTo),
  compromisedAt: key.compromisedAt === null ? null : sayTime(key.compromisedAt),
  sealed: key.secret.kind !== 'plain',
  publicKey: toBase64Url(key.publicKey),
});

const sayRow = (row: ReturnType<typeof describe>): string =>
  [
    row.kid,
    row.role.padEnd(8),
    row.suite.padEnd(5),
    (row.agencyPrefix || '*').padEnd(11),
    `${row.validFrom} – ${row.validTo}`,
    row.sealed ? '已加密 sealed' : '未加密 plain',
    STATE_WORDS[row.state] + (row.compromisedAt ? ` ${row.compromisedAt}` : ''),
  ].join('  ');
