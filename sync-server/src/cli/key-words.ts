/** Explains to the operator what is wrong with the keys. */
import type { KeyRole } from '../adapters/keys/key-role.ts';
import type { KeyTrouble } from '../adapters/keys/key-trouble.ts';

export const ROLE_WORDS: Readonly<Record<KeyRole, string>> = {
  root: '根密钥 root key',
  issuing: '签发密钥 issuing key',
  receipts: '回执密钥 receipt key',
};

/** ISO 8601 in UTC, whole seconds. */
export const sayTime = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

export function sayKeyTrouble(trouble: KeyTrouble): string {
  switch (trouble.code) {
    case 'damaged':
      return `密钥文件已损坏：keys/${trouble.file}，请从备份恢复；没有改动。 The key file keys/${trouble.file} is damaged; restore it from a backup. Nothing was changed.`;
    case 'unreadable':
      return `读不了密钥文件夹：${trouble.file}。 The folder of the keys cannot be read: ${trouble.file}.`;
    case 'passphrase-needed':
      return `密钥已用口令加密（keys/${trouble.file}），请设置 LIANGMA_KEY_PASSPHRASE 或 LIANGMA_KEY_PASSPHRASE_FILE。 The keys are sealed (keys/${trouble.file}); set LIANGMA_KEY_PASSPHRASE or LIANGMA_KEY_PASSPHRASE_FILE.`;
    case 'passphrase-wrong':
      return `密钥口令不对，或者密钥文件被改动过（keys/${trouble.file}）；没有改动。 The passphrase is wrong, or the key file was changed (keys/${trouble.file}). Nothing was changed.`;
    case 'passphrase-short':
      return `口令至少 ${trouble.least} 个字符。 A passphrase has at least ${trouble.least} characters.`;
    case 'nothing-to-seal-with':
      return '请在 LIANGMA_KEY_PASSPHRASE 中给出口令；更换口令时，新口令放在 LIANGMA_KEY_PASSPHRASE_NEW。 Give the passphrase in LIANGMA_KEY_PASSPHRASE; to change it, the new one in LIANGMA_KEY_PASSPHRASE_NEW.';
    case 'no-keys':
      return '这里还没有密钥，请检查 LIANGMA_DATA。 There are no keys here yet; check LIANGMA_DATA.';
    case 'keys-gone':
      return `密钥文件夹是空的，而数据库曾用根密钥 ${trouble.root}：请从备份取回 keys 文件夹（liangma restore 取回数据库）。确已丢失时用 liangma serve --new-keys 另建，此前签发的任务码和回执从此无法核验。 The folder of the keys is empty, but the store was served under the root ${trouble.root}: put the folder keys of a backup back (liangma restore brings back the store). If it is lost, liangma serve --new-keys makes others; codes and receipts signed before can then no longer be verified.`;
    case 'keys-of-another-store':
      return `这里的密钥不是这个数据库的，它的根密钥是 ${trouble.root}：请检查 LIANGMA_DATA 和 DATABASE_URL，或从备份取回 keys 文件夹（liangma restore 取回数据库）；确要改用这些密钥时加 --new-keys。 The keys here are not those of this store, whose root is ${trouble.root}: check LIANGMA_DATA and DATABASE_URL, or put the folder keys of a backup back (liangma restore brings back the store). To go on with these keys add --new-keys.`;
    case 'no-root':
      return '有密钥，但没有根密钥：请从备份恢复 keys/root-….json，确已丢失时用 liangma keys create --use root 另建（所有固定的根公钥随之失效）。 There are keys but no root key: restore keys/root-….json from a backup, or if it is lost make another with liangma keys create --use root (every pin changes).';
    case 'no-signing-key':
      return `没有现在有效、适用于所有机关的${ROLE_WORDS[trouble.role]}，请运行 liangma keys create --use ${trouble.role}。 No ${englishRole(trouble.role)} for all agencies is valid now; run liangma keys create --use ${trouble.role}.`;
    case 'root-exists':
      return `已有根密钥 ${trouble.kid}；另建要加 --replace-root，所有固定的根公钥随之失效。 There is a root key, ${trouble.kid}; to make another add --replace-root, and every pin changes.`;
    case 'unknown-key':
      return `没有编号为 ${trouble.kid} 的密钥，见 liangma keys list。 There is no key ${trouble.kid}; see liangma keys list.`;
    case 'is-root':
      return `${trouble.kid} 是根密钥，不能标记泄露，只能更换：liangma keys create --use root --replace-root。 ${trouble.kid} is the root: it cannot be marked, only replaced, with liangma keys create --use root --replace-root.`;
    case 'compromised-before':
      return `${trouble.kid} 已标记自 ${sayTime(trouble.at)} 起泄露，日期只能提前。 ${trouble.kid} is marked as compromised since ${sayTime(trouble.at)}; the date can only be moved back.`;
    case 'nothing-to-rotate':
      return `没有可轮换的${ROLE_WORDS[trouble.role]}，请用 liangma keys create --use ${trouble.role} 新建。 There is no valid ${englishRole(trouble.role)} to rotate; make one with liangma keys create --use ${trouble.role}.`;
    case 'busy':
      return `另一个命令正在改动密钥；如果没有，请删除 ${trouble.file}。 Another command is changing the keys; if there is none, delete ${trouble.file}.`;
  }
}

const englishRole = (role: KeyRole): string => `${role === 'receipts' ? 'receipt' : role} key`;
