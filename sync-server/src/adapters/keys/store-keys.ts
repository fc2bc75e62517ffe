/**
 * Checks that the keys in the folder are those of the store. A store whose keys are gone would otherwise silently get new
 * ones, and every code in force would be unknown from then on.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import { noted, type Store, unchanged } from '../../ports/store.ts';
import { keyFolder, makeKeyFolder, readFolder } from './key-folder.ts';
import { KeyFailure } from './key-trouble.ts';

/** Throws a `KeyFailure`; what is wrong with a file `openKeyRing` says. */
export async function checkKeysOfStore(dataFolder: string, store: Store): Promise<void> {
  const known = await store.read((tx) => tx.trust.roots());
  const root = known.at(-1);
  if (root === undefined) return;
  const folder = keyFolder(dataFolder);
  makeKeyFolder(folder);
  const filed = readFolder(folder);
  if (!filed.ok) return;
  if (filed.value.length === 0) throw new KeyFailure({ code: 'keys-gone', root });
  const roots = filed.value.flatMap(({ role, kid }) => (role === 'root' ? [toHex(kid)] : []));
  if (roots.length > 0 && !roots.some((kid) => known.includes(kid))) {
    throw new KeyFailure({ code: 'keys-of-another-store', root });
  }
}

/** From now on the store is served under this root. */
export function noteRoot(store: Store, kid: Uint8Array): Promise<void> {
  return store.write(async (tx) => {
    const known = await tx.trust.roots();
    const root = toHex(kid);
    if (known.at(-1) === root) return unchanged(undefined);
    await tx.trust.saveRoots([...known.filter((other) => other !== root), root]);
    return noted(undefined);
  });
}
