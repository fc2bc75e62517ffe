/**
 * The signed files that verifiers hold. Made when asked for, kept until something in them or a key changes, or an hour
 * passes. What another server of the same store withdrew is found when the files are next asked for, a moment later.
 */
import { HOUR, SECOND } from '@liangma/shared/kernel/instant';
import { capFor, type Matter } from '@liangma/shared/matters/matter';
import { type Catalog, type CatalogMatter, signCatalog } from '@liangma/shared/trust/catalog';
import { signKeySet } from '@liangma/shared/trust/key-set';
import { signStatusList, statusBits } from '@liangma/shared/trust/status-list';
import { openTrust, packTrust, type Trust, type TrustFiles } from '@liangma/shared/trust/trust';
import type { Deps } from '../deps.ts';

const HOURS_FRESH = 1;
/** How long it is taken for granted that no other server has changed anything. */
const LOOK_EVERY = 2 * SECOND;
/** A verifier without network believes the list this long before it says that it cannot know. */
const STATUS_TTL = 7 * 86_400;
const KEYS_STALE_AFTER = 90 * 86_400;

export interface TrustSource {
  files(): Promise<TrustFiles & { readonly bundle: Uint8Array; readonly madeAt: number }>;
  opened(): Promise<Trust>;
  /** A code was withdrawn here, or the catalog changed: the next one who asks sees it. */
  changed(): void;
}

export function trustSource(deps: Omit<Deps, 'trust'>): TrustSource {
  let made: Promise<TrustFiles & { bundle: Uint8Array; madeAt: number }> | undefined;
  let opened: Promise<Trust> | undefined;
  let madeAt = 0;
  let revision = '';
  let content = '';
  const never = { at: Number.NEGATIVE_INFINITY, done: Promise.resolve() };
  let look = never;
  const forgetLook = () => {
    look = never;
  };
  const lookUp = async () => {
    const found = await deps.store.read((tx) => tx.trustRevision());
    if (found !== content) made = undefined;
    content = found;
  };
  const files = async () => {
    const now = deps.clock.now();
    if (now >= look.at + LOOK_EVERY) look = { at: now, done: lookUp() };
    await look.done.catch((error: unknown) => {
      forgetLook();
      throw error;
    });
    if (!made || now >= madeAt + HOURS_FRESH * HOUR || revision !== deps.keys.revision) {
      madeAt = now;
      revision = deps.keys.revision;
      opened = undefined;
      const next = makeFiles(deps, Math.floor(now / 1000));
      next.catch(() => {
        if (made === next) made = undefined;
      });
      made = next;
    }
    return made;
  };
  return {
    files,
    opened: async () => {
      const current = await files();
      opened ??= openOwn(deps, current);
      return opened;
    },
    changed: forgetLook,
  };
}

async function makeFiles(deps: Omit<Deps, 'trust'>, now: number) {
  const { version, matters, withdrawn } = await deps.store.read(async (tx) => ({
    version: await tx.catalogVersion(),
    matters: await tx.matters(),
    withdrawn: [...(await tx.withdrawnIndexes()), ...(await tx.voidIndexes())],
  }));
  const { keys, rootSigner } = deps.keys;
  const signer = deps.keys.signerFor('files');
  const files = {
    keys: await signKeySet(rootSigner, { issuedAt: now, staleAt: now + KEYS_STALE_AFTER, keys }),
    status: await signStatusList(signer, { issuedAt: now, ttl: STATUS_TTL, bits: statusBits(withdrawn) }),
    catalog: await signCatalog(signer, catalogOf(version, matters)),
  };
  return { ...files, bundle: packTrust(files), madeAt: now * 1000 };
}

async function openOwn(deps: Omit<Deps, 'trust'>, files: TrustFiles): Promise<Trust> {
  const trust = await openTrust(files, deps.keys.root, deps.signatures.verify);
  if (!trust.ok) throw new Error(`own trust files do not verify: ${trust.error}`);
  return trust.value;
}

const catalogOf = (version: number, matters: readonly Matter[]): Catalog => ({
  version,
  matters: new Map(matters.map((matter) => [matter.id, catalogMatter(matter)])),
});

function catalogMatter({ title, basis, cap }: Matter): CatalogMatter {
  return { title, basis, cap: cap.kind === 'flat' ? (capFor(cap, 'C') ?? null) : null };
}
