/** Sets up an empty store: regions, the first administrator, keys, the public address. It happens once. */
import type { Installation, Setup, SetupResult } from '@liangma/shared/access/installation';
import { firstPassword, type PasswordError, passwordError } from '@liangma/shared/access/password';
import { standingPost } from '@liangma/shared/access/post';
import { toBase64Url, toHex, utf8 } from '@liangma/shared/kernel/bytes';
import type { Region } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Account } from '../accounts/repository.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { hashPassword } from '../adapters/crypto/passwords.ts';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, noted, type Reads, unchanged } from '../ports/store.ts';

type Tools = Pick<Deps, 'store' | 'clock' | 'random'>;

export interface SetupTools extends Tools {
  /** Official divisions of the province. */
  readonly regions: () => readonly Region[];
  /** Makes the first keys, or reads those that are there. */
  readonly makeKeys: (suite: Setup['suite'], passphrase: string | null) => Result<SetupResult['keys'], KeysTrouble>;
}

export interface KeysTrouble {
  readonly code: 'keys-unreadable';
  readonly detail: string;
}

export type SetupError =
  | { readonly code: 'wrong-state' | 'unknown-region' }
  | { readonly code: 'password-weak'; readonly rule: PasswordError }
  | KeysTrouble;

/** True for a store that nobody has set up and in which nobody can sign in. */
export const needsSetup = async (tx: Reads<'accounts' | 'setup'>): Promise<boolean> =>
  (await tx.setup.installation()) === undefined && (await tx.accounts.isEmpty());

/** The longest code of a region that an installation can serve: a county's. */
const COUNTY_DIGITS = 6;

export async function setUp(tools: SetupTools, asked: Setup): Promise<Result<SetupResult, SetupError>> {
  const { store, clock, random } = tools;
  const regions = tools.regions();
  const isKnown = asked.region.length <= COUNTY_DIGITS && regions.some(({ code }) => code === asked.region);
  if (!isKnown) return err({ code: 'unknown-region' });
  const { administrator } = asked;
  const rule = administrator.password === null ? undefined : passwordError(administrator.password, administrator);
  if (rule) return err({ code: 'password-weak', rule });
  if (!(await store.read(needsSetup))) return err({ code: 'wrong-state' });
  const first = administrator.password === null ? firstPassword(random.bytes(16)) : null;
  const password = await hashPassword(administrator.password ?? first ?? '');
  const keys = tools.makeKeys(asked.suite, asked.keyPassphrase);
  if (!keys.ok) return keys;
  const { region, origin, publisher } = asked;
  const installation: Installation = { region, origin, publisher, setUpAt: clock.now() };
  return store.write<Result<SetupResult, SetupError>>(async (tx) => {
    if (!(await needsSetup(tx))) return unchanged(err({ code: 'wrong-state' }));
    if ((await tx.registry.regions('')).length === 0) await tx.registry.saveRegions(regions);
    await saveAccounts(tx, [accountOf(asked, password, first !== null, newId(tools))], clock.now());
    await tx.setup.saveInstallation(installation);
    await tx.setup.saveToken(null);
    const result = { installation, administrator: administrator.account, firstPassword: first, keys: keys.value };
    return committed(ok(result), auditEntry(tools, NO_SHARD, administrator.account, 'setup', region));
  });
}

function accountOf({ region, administrator }: Setup, password: string, isFirst: boolean, id: string): Account {
  const { account, name, phone, office } = administrator;
  const post = { ...standingPost('county-administrator', { agency: null, region }), id };
  const actor = { account, name, posts: [post], agency: null, officer: null, region, demo: false };
  return {
    name: account,
    password,
    actor: {
      ...actor,
      ...(office === '' ? {} : { office }),
      ...(isFirst ? { mustChangePassword: true as const } : {}),
    },
    phone,
    closedAt: null,
  };
}

/** Draws the token of the page and keeps its hash alone; a token drawn before is void. */
export async function drawToken({ store, random, signatures }: Tools & Pick<Deps, 'signatures'>): Promise<string> {
  const token = toBase64Url(random.bytes(16));
  const hash = toHex(await signatures.sha256(utf8(token)));
  await store.write(async (tx) => {
    await tx.setup.saveToken(hash);
    return noted(undefined);
  });
  return token;
}

export async function isToken(
  { store, signatures }: Pick<Deps, 'store' | 'signatures'>,
  token: string,
): Promise<boolean> {
  const hash = await store.read((tx) => tx.setup.token());
  return hash !== undefined && hash === toHex(await signatures.sha256(utf8(token.trim())));
}
