/** The worked example of docs/task-code.md §9, byte by byte, with the keys of RFC 8032 §7.1. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256, verifySignature } from '../../test/keys.ts';
import { fromHex, toBase64Url, toHex } from '../kernel/bytes.ts';
import { encodeCbor } from '../kernel/cbor.ts';
import { ALGORITHM, parseSign1, type Signer } from '../kernel/cose.ts';
import { signCatalog } from '../trust/catalog.ts';
import { type IssuingKey, signKeySet } from '../trust/key-set.ts';
import { signStatusList, statusDay, statusDays } from '../trust/status-list.ts';
import { openTrust } from '../trust/trust.ts';
import { type Claims, encodeClaims } from './claims.ts';
import { resolveGranted } from './granted-verify.ts';
import { issueCode } from './issue.ts';
import { bytesOfText } from './text.ts';
import { verifyCode } from './verify.ts';

const crypto = { verifySignature, sha256, granted: resolveGranted(async () => undefined) };
const NOON = 1_795_492_800;

interface ExampleKey extends Signer {
  readonly publicKey: Uint8Array;
}

function keyOf(seed: string, publicKey: string): ExampleKey {
  const [d, x] = [seed, publicKey].map((hex) => fromHex(hex) as Uint8Array) as [Uint8Array, Uint8Array];
  const jwk = { kty: 'OKP', crv: 'Ed25519', d: toBase64Url(d), x: toBase64Url(x) };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const kid = Uint8Array.from(createHash('sha256').update(x).digest().subarray(0, 4));
  return { alg: ALGORITHM.eddsa, kid, publicKey: x, sign: async (m) => Uint8Array.from(sign(null, m, privateKey)) };
}

/** RFC 8032 §7.1, TEST 1 signs codes and files, TEST 2 is the root. */
const issuing = keyOf(
  '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
);
const root = keyOf(
  '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
);

const claims: Claims = {
  agency: '620623-SCJG',
  agencyName: '天祝藏族自治县市场监督管理局',
  enterprise: '91620623MA7XY0000K',
  enterpriseName: '天祝雪域食品有限公司',
  notBefore: NOON,
  expires: NOON + 14_400,
  task: '019ab3a0-1234-7abc-8def-0123456789ab',
  kind: 'routine',
  matters: ['M901'],
  officers: [
    { name: '王建国', certificate: '62062300017' },
    { name: '卓玛', certificate: '62062300042' },
  ],
  catalog: 1,
  nth: 2,
  statusShard: '6206',
  statusIndex: 7,
};

const joint: Claims = {
  ...claims,
  matters: [...claims.matters, 'M002'],
  officers: [...claims.officers, { name: '祁玉兰', certificate: '62062300088', partner: '天祝藏族自治县应急管理局' }],
};

const entry: IssuingKey = {
  kid: issuing.kid,
  alg: issuing.alg,
  publicKey: issuing.publicKey,
  agencyPrefix: '620623',
  validFrom: NOON - 86_400,
  validTo: NOON + 31_536_000,
  compromisedAt: null,
  uses: ['codes', 'files'],
};
const WITHDRAWN = [3, 11];
const LIST = { shard: '6206', issuedAt: NOON - 3600, ttl: 604_800 };
const daysWith = (indexes: readonly number[]) =>
  statusDays(indexes.map((index) => ({ day: statusDay(claims.expires), index })));
const matter = { title: '食品生产监督检查', basis: '《中华人民共和国食品安全法》第一百一十条', cap: 2 };

async function example() {
  const code = await issueCode(issuing, claims, 'https://liangma.example.cn');
  const bytes = bytesOfText(code) as Uint8Array;
  const parsed = parseSign1(bytes);
  if (!parsed.ok) throw new Error('the example does not parse');
  const keys = await signKeySet(root, { issuedAt: NOON - 3600, staleAt: NOON + 7_776_000, keys: [entry] });
  const status = await signStatusList(issuing, { ...LIST, days: daysWith(WITHDRAWN) });
  const catalog = await signCatalog(issuing, { version: 1, matters: new Map([['M901', matter]]) });
  const blocks = {
    payload: toHex(encodeCbor(encodeClaims(claims))),
    joint: toHex(encodeCbor(encodeClaims(joint))),
    signed: toHex(parsed.value.signed),
    signature: toHex(parsed.value.signature),
    code: toHex(bytes),
    keys: toHex(keys),
    status: toHex(status),
    catalog: toHex(catalog),
    text: code,
  };
  return { blocks, files: { keys, status: [status], catalog: [catalog] } };
}

/** Blocks fenced as `example NAME`, without the spaces and line ends that make them readable. */
function printedBlocks(): Record<string, string> {
  const document = readFileSync(new URL('../../../docs/task-code.md', import.meta.url), 'utf8');
  const blocks = document.matchAll(/^```example (\w+)\n([\s\S]*?)^```/gm);
  return Object.fromEntries([...blocks].map(([, name, body]) => [name, body?.replace(/\s/g, '')]));
}

test('docs/task-code.md §9 prints what this code writes', async () => {
  expect(printedBlocks()).toEqual((await example()).blocks);
});

test('docs/task-code.md §9: genuine at noon, expired four hours later, withdrawn with its bit set', async () => {
  const { blocks, files } = await example();
  const trust = await openTrust(files, root, verifySignature);
  if (!trust.ok) throw new Error(trust.error);
  const judge = (seconds: number, withdrawn = WITHDRAWN) => {
    const status = new Map([['6206', { ...LIST, days: daysWith(withdrawn) }]]);
    return verifyCode(blocks.text, { ...trust.value, status, now: seconds * 1000, ...crypto });
  };
  expect(await judge(NOON)).toEqual({ verdict: 'genuine', reasons: [], claims, presence: 'printed' });
  expect(await judge(NOON + 14_400)).toMatchObject({ verdict: 'refuse', reasons: ['expired'] });
  expect(await judge(NOON, [claims.statusIndex])).toMatchObject({ verdict: 'refuse', reasons: ['withdrawn'] });
});
