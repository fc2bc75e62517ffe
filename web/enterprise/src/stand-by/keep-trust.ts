/** Keeps the signed files of a prefecture, for codes that this phone will meet without network. */
import type { RootKey } from '@liangma/shared/trust/key-set';
import { packTrust, unpackTrust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { storeTrustCopy } from '@liangma/web-common/trust-copy';
import { fetchBytes } from '../door/fetch-bytes.ts';
import { CACHE, type Held, keptAt, openHeld, openKept } from '../door/trust.ts';

/** Keeps what the door holds; matters that were kept before stay, unless their catalog has grown old. */
export async function keepTrust(held: Held | undefined): Promise<void> {
  const root = pinnedRoot();
  if (!held || !root) return;
  const kept = await openKept(root, held.address);
  await put(root, held.address, kept && kept.bytes !== held.bytes ? joined(held, kept) : held.bytes);
}

function joined(held: Held, kept: Held): Uint8Array {
  const [now, before] = [unpackTrust(held.bytes), unpackTrust(kept.bytes)];
  if (!now || !before || kept.trust.catalog.version !== held.trust.catalog.version) return held.bytes;
  const isKnown = [...held.trust.catalog.matters.keys()].every((id) => kept.trust.catalog.matters.has(id));
  return packTrust({ ...now, catalog: isKnown ? before.catalog : [...before.catalog, ...now.catalog] });
}

/** Fetches the whole catalog with the list of the code's prefecture: other matters will be known without network too. */
export async function keepWholeTrust(held: Held | undefined): Promise<void> {
  const root = pinnedRoot();
  const address = held && prefectureOf(held.address);
  if (!root || !address || savesData()) return;
  const bytes = await fetchBytes(address);
  if (bytes && 'trust' in (await openHeld(bytes, address, root))) await put(root, address, bytes);
}

/** Undefined where the address names no prefecture: then the whole was fetched already. */
const prefectureOf = (address: string): string | undefined => /^.*\/trust\/\d+(?=\/)/.exec(address)?.[0];

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean; effectiveType?: string } };
  return connection?.saveData === true || connection?.effectiveType?.includes('2g') === true;
}

const put = (root: RootKey, address: string, bytes: Uint8Array): Promise<void> =>
  storeTrustCopy(CACHE, keptAt(root, address), bytes);
