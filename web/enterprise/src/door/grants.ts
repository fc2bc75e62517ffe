/**
 * Codes that an officer's device issued under a grant: loaded when the first such code is met, and kept by the service
 * worker at rest. A code that only names its grant finds it among those kept, else in the network.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { Claims } from '@liangma/shared/task-code/claims';
import type { Container } from '@liangma/shared/task-code/container';
import { grantRef, openGrant } from '@liangma/shared/task-code/grant';
import { type FindGrant, resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { openGrantList } from '@liangma/shared/trust/grant-list';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { openStatusList } from '@liangma/shared/trust/status-list';
import type { Trust } from '@liangma/shared/trust/trust';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { currentLocale } from '@liangma/web-common/locale';
import { sayOnSite } from '@liangma/web-common/words/grants/on-site';
import { fetchBytes } from './fetch-bytes.ts';

const LIST = '/.well-known/liangma/grants/';
const SINGLE = '/.well-known/liangma/grant/';
const STATUS = '/.well-known/liangma/status/';
const CACHE = 'liangma-c-grants';
/** A grant has a week or a month to run: a list of this age is good enough, ms. */
const LIST_AGE = 60 * 60_000;

const find: FindGrant = async (ref) => {
  const address = SINGLE + toHex(ref);
  const kept = await (await cache())?.match(address, { ignoreSearch: true });
  const grant = kept ? new Uint8Array(await kept.arrayBuffer()) : await fetchBytes(address);
  if (!grant) return undefined;
  // Named by its own hash: a captive portal's page is not it.
  if (SINGLE + toHex(await grantRef(grant, sha256)) !== address) return undefined;
  if (!kept) await keep(address, grant);
  return grant;
};

export const granted = resolveGranted(find);

/** A grant may stand in the list of another place than its codes' enterprises: a province gives it. */
export async function withListOfGrant(named: NonNullable<Container['grant']>, trust: Trust): Promise<Trust> {
  const bytes = 'inline' in named ? named.inline : await find(named.ref);
  const grant = bytes && (await openGrant(bytes, trust.keys, Math.floor(Date.now() / 1000), verifySignature));
  if (!grant?.ok || trust.status.has(grant.value.statusShard)) return trust;
  const file = await fetchBytes(STATUS + grant.value.statusShard);
  const list = file && (await openStatusList(file, trust.keys, verifySignature));
  return list?.ok ? { ...trust, status: new Map([...trust.status, [list.value.shard, list.value]]) } : trust;
}

/** Line of the facts about a code issued on site. */
export const onSiteOf = ({ agencyName, issuedUnder }: Claims): string =>
  issuedUnder ? sayOnSite(currentLocale(), agencyName, issuedUnder.number) : '';

/** Six digits; undefined where the code does not tell its county. */
export const countyOfCode = ({ agency, issuedUnder }: Claims): string | undefined =>
  /^\d{6}/.exec(issuedUnder?.region ?? agency)?.[0];

let asked: { readonly county: string; readonly at: number } | undefined;

/** At rest: the running grants of the county, for codes that this phone will meet without network. */
export async function keepGrantsOf(county: string, keys: KeySet, now: number): Promise<void> {
  if (asked?.county === county && now - asked.at < LIST_AGE) return;
  const file = await fetchBytes(LIST + county);
  const list = file && (await openGrantList(file, keys, verifySignature));
  if (!list?.ok || list.value.county !== county) return;
  asked = { county, at: now };
  const search = `?county=${county}`;
  const refs = await Promise.all(list.value.grants.map((grant) => grantRef(grant, sha256)));
  const addresses = refs.map((ref) => SINGLE + toHex(ref) + search);
  await Promise.all(list.value.grants.map((grant, i) => keep(addresses[i] as string, grant)));
  const store = await cache();
  const gone = ((await store?.keys()) ?? []).filter(
    ({ url }) => url.endsWith(search) && !addresses.some((a) => url.endsWith(a)),
  );
  await Promise.all(gone.map((request) => store?.delete(request)));
}

/** Undefined where the browser refuses storage. */
const cache = (): Promise<Cache | undefined> => caches.open(CACHE).catch(() => undefined);

async function keep(address: string, grant: Uint8Array): Promise<void> {
  const copy = new Response(Uint8Array.from(grant), { headers: { 'content-type': 'application/cbor' } });
  await (await cache())?.put(address, copy).catch(() => undefined);
}
