/**
 * The signed files that verifiers hold. Each is made when it is asked for and kept until its content or a key changes, or
 * an hour passes. A withdrawal at another server of the same store is seen at most two seconds later.
 */
import { writeRules } from '@liangma/shared/compliance/rulebook';
import { HOUR, SECOND } from '@liangma/shared/kernel/instant';
import { citationOf } from '@liangma/shared/matters/basis';
import { plainCap } from '@liangma/shared/matters/cap';
import type { Matter } from '@liangma/shared/matters/matter';
import { type Catalog, type CatalogMatter, signCatalog } from '@liangma/shared/trust/catalog';
import { signKeySet } from '@liangma/shared/trust/key-set';
import { inSeconds, KEYS_STALE_AFTER, STATUS_TTL } from '@liangma/shared/trust/lifetimes';
import { signWholeCatalog } from '@liangma/shared/trust/rules';
import { signStatusList, statusDay, statusDays } from '@liangma/shared/trust/status-list';
import { openTrust, packTrust, type Trust, type TrustFiles } from '@liangma/shared/trust/trust';
import type { Deps } from '../deps.ts';
import type { SignedFiles, TrustSource, Wanted } from './trust-source.ts';

const FRESH = HOUR;
/** The store is asked at most this often for changes by other servers. */
const LOOK_EVERY = 2 * SECOND;
/** Files and bundles kept at a time: anybody may ask for any set of matters. */
const MOST_FILES = 2000;

type OwnDeps = Omit<Deps, 'trust'>;

/** The state from which files are made: a file is made anew when its part of it changes. */
interface Content {
  readonly day: number;
  /** Counts the hours: a file grows no older than one. */
  readonly hour: number;
  readonly keys: string;
  readonly catalog: string;
  /** By shard: how many bits of its list are set. */
  readonly withdrawn: ReadonlyMap<string, number>;
}

interface Kept<T> {
  readonly revision: string;
  readonly value: Promise<T>;
}

export function trustSource(deps: OwnDeps): TrustSource {
  const kept = { files: new Map<string, Kept<Uint8Array>>(), opened: new Map<string, Kept<Trust>>() };
  let content: Promise<Content> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const current = (): Promise<Content> => {
    const now = deps.clock.now();
    if (content && now < lookedAt + LOOK_EVERY) return content;
    lookedAt = now;
    const next = readContent(deps, now);
    content = next;
    next.catch(() => {
      if (content === next) content = undefined;
    });
    return next;
  };
  const seconds = (): number => Math.floor(deps.clock.now() / 1000);

  const keySet = ({ keys, hour }: Content): Promise<Uint8Array> =>
    keep(kept.files, 'keys', `${keys} ${hour}`, () => makeKeySet(deps, seconds()));
  const statusList = ({ keys, hour, day, withdrawn }: Content, shard: string): Promise<Uint8Array> =>
    keep(kept.files, `status/${shard}`, `${keys} ${hour} ${day} ${withdrawn.get(shard)}`, () =>
      makeStatusList(deps, shard, day, seconds()),
    );
  const catalog = ({ keys, catalog: version }: Content, only?: string): Promise<Uint8Array> =>
    keep(kept.files, `catalog/${only ?? ''}`, `${keys} ${version}`, () => makeCatalog(deps, only));

  const filesOf = async (now: Content): Promise<SignedFiles> => {
    const shards = [...now.withdrawn.keys()];
    const lists = await Promise.all(shards.map(async (shard) => [shard, await statusList(now, shard)] as const));
    return { keys: await keySet(now), status: new Map(lists), catalog: await catalog(now) };
  };

  const packOf = async (now: Content, { shard, matters }: Wanted): Promise<Uint8Array> => {
    const parts = matters ? matters.map((id) => catalog(now, id)) : [catalog(now)];
    return packTrust({
      keys: await keySet(now),
      status: [await statusList(now, shard)],
      catalog: await Promise.all(parts),
    });
  };

  return {
    files: async () => filesOf(await current()),
    bundle: async (wanted) => {
      const now = await current();
      const revision = revisionOf(now);
      if (!wanted) return keep(kept.files, 'bundle', revision, async () => packAll(await filesOf(now)));
      if (!now.withdrawn.has(wanted.shard)) return undefined;
      const name = `bundle/${[wanted.shard, ...(wanted.matters ?? ['whole'])].join('/')}`;
      return keep(kept.files, name, revision, () => packOf(now, wanted));
    },
    opened: async () => {
      const now = await current();
      return keep(kept.opened, '', revisionOf(now), async () => openOwn(deps, await filesOf(now)));
    },
    changed: () => {
      lookedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Makes a file at most once for one revision. What could not be made is tried again by the next who asks. */
function keep<T>(known: Map<string, Kept<T>>, name: string, revision: string, make: () => Promise<T>): Promise<T> {
  const before = known.get(name);
  if (before?.revision === revision) return before.value;
  if (known.size >= MOST_FILES) known.clear();
  const value = make();
  const entry = { revision, value };
  known.set(name, entry);
  value.catch(() => {
    if (known.get(name) === entry) known.delete(name);
  });
  return value;
}

const readContent = (deps: OwnDeps, now: number): Promise<Content> =>
  deps.store.read(async (tx) => {
    const day = statusDay(now / 1000);
    const { catalog, withdrawn } = await tx.trust.revision(day);
    const rules = deps.policies.current().revision;
    const shards = [...(await tx.shards.all()).keys()].sort();
    return {
      day,
      hour: Math.floor(now / FRESH),
      keys: deps.keys.revision,
      catalog: `${catalog} ${rules}`,
      withdrawn: new Map(shards.map((shard) => [shard, withdrawn.get(shard) ?? 0])),
    };
  });

const revisionOf = ({ withdrawn, ...rest }: Content): string => JSON.stringify([rest, [...withdrawn]]);

const makeKeySet = ({ keys: { keys, rootSigner } }: OwnDeps, seconds: number): Promise<Uint8Array> =>
  signKeySet(rootSigner, { issuedAt: seconds, staleAt: seconds + inSeconds(KEYS_STALE_AFTER), keys });

async function makeStatusList(deps: OwnDeps, shard: string, day: number, seconds: number): Promise<Uint8Array> {
  const withdrawn = await deps.store.read((tx) => tx.trust.withdrawnCodes(shard, day));
  const list = { shard, issuedAt: seconds, ttl: inSeconds(STATUS_TTL), days: statusDays(withdrawn) };
  return signStatusList(deps.keys.signerFor('files'), list);
}

/** Returns the catalog, or the part of it that holds one matter; the part of an unknown matter holds none. */
async function makeCatalog(deps: OwnDeps, only?: string): Promise<Uint8Array> {
  const { version, matters } = await deps.store.read(async (tx) => ({
    version: await tx.matters.version(),
    matters: await tx.matters.all(),
  }));
  const wanted = only === undefined ? matters : matters.filter(({ id }) => id === only);
  const signer = deps.keys.signerFor('files');
  const content = catalogOf(version, wanted);
  if (only !== undefined) return signCatalog(signer, content);
  const { rows, calendar } = deps.policies.current();
  return signWholeCatalog(signer, content, writeRules({ rows, calendar: [...calendar] }));
}

const packAll = ({ keys, status, catalog }: SignedFiles): Uint8Array =>
  packTrust({ keys, status: [...status.values()], catalog: [catalog] });

async function openOwn(deps: OwnDeps, { keys, status, catalog }: SignedFiles): Promise<Trust> {
  const files: TrustFiles = { keys, status: [...status.values()], catalog: [catalog] };
  const trust = await openTrust(files, deps.keys.root, deps.signatures.verify);
  if (!trust.ok) throw new Error(`own trust files do not verify: ${trust.error}`);
  return trust.value;
}

const catalogOf = (version: number, matters: readonly Matter[]): Catalog => ({
  version,
  matters: new Map(matters.map((matter) => [matter.id, catalogMatter(matter)])),
});

const catalogMatter = ({ title, bases, cap }: Matter): CatalogMatter => ({
  title,
  basis: citationOf(bases),
  cap: plainCap(cap) ?? null,
});
