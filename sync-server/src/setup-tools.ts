/** Provides a set-up with what is on this machine: the official regions, and the folder of the keys. */
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { err, ok } from '@liangma/shared/kernel/result';
import { officialRegions } from './adapters/files/official-regions.ts';
import { makeFirstKeys } from './adapters/keys/edit-keys.ts';
import { keyFolder, makeKeyFolder, openFolder } from './adapters/keys/key-folder.ts';
import { sealerOf } from './adapters/keys/sealing.ts';
import { systemClock, systemRandom } from './adapters/runtime.ts';
import { sayKeyTrouble } from './cli/key-words.ts';
import type { Config } from './config.ts';
import type { Store } from './ports/store.ts';
import type { SetupTools } from './setup/setup.ts';

export const setupTools = (config: Config, store: Store): SetupTools => ({
  store,
  clock: systemClock,
  random: systemRandom,
  regions: officialRegions,
  makeKeys(suite, passphrase) {
    const folder = keyFolder(config.dataFolder);
    makeKeyFolder(folder);
    const secret = passphrase ?? config.keyPassphrase;
    const sealer = secret === undefined ? undefined : sealerOf(secret);
    const made = makeFirstKeys(folder, suite, Math.floor(systemClock.now() / 1000), sealer);
    const held = made.ok ? openFolder(folder, sealer) : made;
    if (!held.ok) return err({ code: 'keys-unreadable', detail: sayKeyTrouble(held.error) });
    const root = held.value.find(({ role }) => role === 'root');
    return ok({
      root: root ? `${toHex(root.kid)}.${toBase64Url(root.publicKey)}` : '',
      folder,
      sealed: sealer !== undefined,
      kids: held.value.map(({ role, kid, validTo }) => ({ role, kid: toHex(kid), validTo: validTo * 1000 })),
    });
  },
});
