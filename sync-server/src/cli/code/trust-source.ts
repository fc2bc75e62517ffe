/** Loads the files by which `code verify` judges: named by flags, else published by a server; and the pinned root. */
import { readFile } from 'node:fs/promises';
import { fromBase64Url, fromHex, toHex } from '@liangma/shared/kernel/bytes';
import { algorithmOf } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { grantRef } from '@liangma/shared/task-code/grant';
import type { FindGrant } from '@liangma/shared/task-code/granted-verify';
import { openGrantList } from '@liangma/shared/trust/grant-list';
import type { KeySet, RootKey } from '@liangma/shared/trust/key-set';
import { openTrust, type Trust, type TrustFiles, unpackTrust } from '@liangma/shared/trust/trust';
import type { Signatures } from '../../ports/runtime.ts';
import type { CodeOptions } from './options.ts';

export interface TrustSource {
  readonly trust: Trust;
  readonly find: FindGrant;
}

/** `ownRoot` is that of the data folder, where there is one. */
export async function loadTrust(
  { flags }: CodeOptions,
  origin: string,
  ownRoot: RootKey | undefined,
  signatures: Signatures,
): Promise<Result<TrustSource, string>> {
  const root = flags.root === undefined ? ok(ownRoot) : readPin(flags.root);
  if (!root.ok) return root;
  if (!root.value) return err(NO_ROOT);
  const files = await loadFiles(flags, flags.server ?? origin);
  if (!files.ok) return files;
  const trust = await openTrust(files.value, root.value, signatures.verify);
  if (!trust.ok) return err(WORDS[trust.error]);
  const find = await grantFinder(flags.grants, trust.value.keys, signatures);
  return find.ok ? ok({ trust: trust.value, find: find.value }) : find;
}

const NO_ROOT =
  '不知道信任哪个根公钥：用 --root KIDHEX.PUBLICKEY 指定，或在有密钥的数据文件夹（LIANGMA_DATA）中运行。 No root key is pinned: give --root KIDHEX.PUBLICKEY, or run beside a data folder (LIANGMA_DATA) that has keys.';
const WORDS = {
  malformed: '签名文件已损坏，或不是这种文件。 A signed file is damaged, or not of this kind.',
  'unknown-key': '签名文件不是由该根公钥下的密钥签发。 A signed file is not by a key under this root.',
  'bad-signature': '签名文件的签名不成立。 The signature of a signed file does not hold.',
} as const;

export function readPin(pin: string): Result<RootKey, string> {
  const [hex = '', key = ''] = pin.split('.');
  const kid = fromHex(hex);
  const publicKey = fromBase64Url(key);
  const alg = publicKey && algorithmOf(publicKey);
  if (kid?.length && publicKey && alg !== undefined) return ok({ alg, kid, publicKey });
  return err(
    `--root 应是 KIDHEX.PUBLICKEY，公钥为 base64url，现在是“${pin}”。 --root must be KIDHEX.PUBLICKEY with the key in base64url, not "${pin}".`,
  );
}

async function loadFiles(flags: CodeOptions['flags'], server: string): Promise<Result<TrustFiles, string>> {
  const { keys, status, catalog, trust } = flags;
  if (trust !== undefined) return unpacked(await readBytes(trust), trust);
  if (keys === undefined && status === undefined && catalog === undefined) return fetchFiles(server);
  if (keys === undefined || status === undefined || catalog === undefined) {
    return err('--keys、--status、--catalog 要一起给出。 --keys, --status and --catalog go together.');
  }
  const [keySet, list, matters] = await Promise.all([readBytes(keys), readBytes(status), readBytes(catalog)]);
  if (!keySet.ok) return keySet;
  if (!list.ok) return list;
  if (!matters.ok) return matters;
  return ok({ keys: keySet.value, status: [list.value], catalog: [matters.value] });
}

function unpacked(bytes: Result<Uint8Array, string>, name: string): Result<TrustFiles, string> {
  if (!bytes.ok) return bytes;
  const files = unpackTrust(bytes.value);
  return files ? ok(files) : err(`${name}：${WORDS.malformed}`);
}

async function fetchFiles(server: string): Promise<Result<TrustFiles, string>> {
  const address = `${server}/.well-known/liangma/trust`;
  try {
    const reply = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    if (!reply.ok) return err(`${address}：${reply.status}`);
    return unpacked(ok(new Uint8Array(await reply.arrayBuffer())), address);
  } catch {
    return err(
      `连不上 ${server}。请先启动服务，或用 --keys --status --catalog 给出文件。 ${server} cannot be reached. Start the server, or name files with --keys --status --catalog.`,
    );
  }
}

async function grantFinder(
  file: string | undefined,
  keys: KeySet,
  { verify, sha256 }: Signatures,
): Promise<Result<FindGrant, string>> {
  if (file === undefined) return ok(async () => undefined);
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  const list = await openGrantList(bytes.value, keys, verify);
  if (!list.ok) return err(`${file}：${WORDS[list.error]}`);
  const named = await Promise.all(
    list.value.grants.map(async (grant) => [toHex(await grantRef(grant, sha256)), grant] as const),
  );
  const known = new Map(named);
  return ok(async (ref) => known.get(toHex(ref)));
}

export async function readBytes(file: string): Promise<Result<Uint8Array, string>> {
  try {
    return ok(new Uint8Array(await readFile(file)));
  } catch {
    return err(`读不到文件：${file}。 The file cannot be read: ${file}.`);
  }
}
