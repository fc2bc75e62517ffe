/**
 * Asks both verifiers the same question. Each reads the signed files by itself; both answers come back in the same
 * form.
 */
import { ALGORITHM } from '../../src/kernel/cose.ts';
import type { Claims } from '../../src/task-code/claims.ts';
import { CODE_KINDS } from '../../src/task-code/claims.ts';
import { grantRef } from '../../src/task-code/grant.ts';
import { resolveGranted } from '../../src/task-code/granted-verify.ts';
import { type VerifyContext, verifyCode } from '../../src/task-code/verify.ts';
import { openTrust, type TrustFiles } from '../../src/trust/trust.ts';
import { sha256 } from '../keys.ts';
import { verifyEither } from '../suites.ts';
import { type Holding, root, signedFiles } from './cases.ts';
import { openCatalog, openKeys, openStatus } from './files.ts';
import type { Statement } from './statements.ts';
import { type Judgement, judge, type World } from './verify.ts';

export interface Said {
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly claims?: object;
  readonly live?: boolean;
}

export interface Both {
  ask(text: string): Promise<{ readonly ours: Said; readonly theirs: Said }>;
}

export async function bothWith(holding: Holding, grants: readonly Uint8Array[] = []): Promise<Both> {
  const files = await signedFiles(holding);
  const [context, world] = [await ourContext(files, holding, grants), theirWorld(files, holding, grants)];
  return {
    ask: async (text) => ({ ours: await ourWords(text, context), theirs: theirWords(judge(text, world)) }),
  };
}

async function ourContext(files: TrustFiles, holding: Holding, grants: readonly Uint8Array[]): Promise<VerifyContext> {
  const trust = await openTrust(files, { ...root, alg: ALGORITHM.eddsa }, verifyEither);
  if (!trust.ok) throw new Error(`ours does not open the files: ${trust.error}`);
  const refs = new Map<string, Uint8Array>();
  for (const bytes of grants) refs.set(String(await grantRef(bytes, sha256)), bytes);
  const { now, seenAt, newest, expected } = holding;
  return {
    ...trust.value,
    now,
    sha256,
    verifySignature: verifyEither,
    granted: resolveGranted(async (ref) => refs.get(String(ref))),
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(newest === undefined ? {} : { newestSignedTime: newest }),
    ...(expected === undefined ? {} : { expectedEnterprise: expected }),
  };
}

function theirWorld(files: TrustFiles, holding: Holding, grants: readonly Uint8Array[]): World {
  const keys = openKeys(files.keys, root);
  const lists = keys && files.status.map((file) => openStatus(file, keys));
  const catalogs = keys && files.catalog.map((file) => openCatalog(file, keys));
  if (!keys || !isWhole(lists) || !isWhole(catalogs)) throw new Error('theirs does not open the files');
  const { now, seenAt, newest, expected } = holding;
  return {
    keys,
    lists,
    catalogs,
    now,
    grants,
    ...(seenAt === undefined ? {} : { firstSeen: seenAt }),
    ...(newest === undefined ? {} : { newest }),
    ...(expected === undefined ? {} : { expected }),
  };
}

const isWhole = <T>(list: readonly (T | undefined)[] | undefined): list is readonly T[] =>
  list?.every((each) => each !== undefined) === true;

async function ourWords(text: string, context: VerifyContext): Promise<Said> {
  const { verdict, reasons, claims, presence } = await verifyCode(text, context);
  return claims ? { verdict, reasons, claims: plain(claims), live: presence === 'live' } : { verdict, reasons };
}

/** Our claims under the names of the document. */
function plain(c: Claims): Omit<Statement, 'anchor'> {
  return {
    iss: c.agency,
    agency: c.agencyName,
    sub: c.enterprise,
    enterprise: c.enterpriseName,
    nbf: c.notBefore,
    exp: c.expires,
    cti: c.task.replaceAll('-', ''),
    kind: CODE_KINDS.indexOf(c.kind),
    matters: c.matters,
    officers: c.officers,
    catalog: c.catalog,
    nth: c.nth,
    index: c.statusIndex,
    list: c.statusShard,
    ...(c.issuedUnder ? { until: c.issuedUnder.expires } : {}),
  };
}

function theirWords({ verdict, reasons, said, live }: Judgement): Said {
  if (!said) return { verdict, reasons };
  const { anchor: _, ...claims } = said;
  return { verdict, reasons, claims, live: live === true };
}
