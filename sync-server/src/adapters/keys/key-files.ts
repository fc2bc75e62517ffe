/**
 * The server's keys from its folder. They are read at the start, which fails on a damaged file, and again when the folder
 * changes; trouble is then reported, and the keys of before stay in use.
 */
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import type { Suite } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { IssuingKey, KeyUse } from '@liangma/shared/trust/key-set';
import { inSeconds, KEY_NAMED_AFTER_END } from '@liangma/shared/trust/lifetimes';
import { type Clock, type KeyRing, NoSigningKey } from '../../ports/runtime.ts';
import { KEY_MATERIAL } from '../crypto/suites.ts';
import { chooseKey, newestFirst } from './choose-key.ts';
import { makeFirstKeys } from './edit-keys.ts';
import type { OpenedKey } from './key-file.ts';
import { keyFolder, makeKeyFolder, openFolder, stateOf } from './key-folder.ts';
import { KeyFailure, type KeyTrouble } from './key-trouble.ts';
import { type Sealer, sealerOf } from './sealing.ts';

export interface KeyRingOptions {
  readonly clock: Clock;
  /** Suite of the keys that a first start makes. */
  readonly suite?: Suite;
  readonly passphrase?: string | undefined;
  /** Called when the folder changed and cannot be read. */
  readonly onTrouble?: (trouble: KeyTrouble) => void;
}

/** ms between two looks at the folder. */
const LOOK_EVERY = 1000;

/** Throws a `KeyFailure`. The root stays the one of the start: pages that are pinned to it are served until the end. */
export function openKeyRing(dataFolder: string, options: KeyRingOptions): KeyRing {
  const folder = keyFolder(dataFolder);
  const { clock, suite = 'eddsa', passphrase } = options;
  const sealer = passphrase === undefined ? undefined : sealerOf(passphrase);
  const seconds = () => Math.floor(clock.now() / 1000);
  makeKeyFolder(folder);
  if (stateOf(folder) === '') orThrow(makeFirstKeys(folder, suite, seconds(), sealer));
  const first = orThrow(readKeys(folder, sealer));
  const root = orThrow(checkComplete(first.held, seconds()));
  const current = follow(first, folder, sealer, options);
  return {
    root: { kid: root.kid, alg: ALGORITHM[root.suite], publicKey: root.publicKey },
    rootSigner: signerOf(root),
    get keys() {
      return namedKeys(current().held, seconds());
    },
    get revision() {
      return current().state;
    },
    signerFor(use, agency, window) {
      const key = chooseKey(current().held, { use, agency: agency ?? '', now: seconds(), window });
      if (!key) throw new NoSigningKey(use, agency);
      return signerOf(key);
    },
  };
}

interface Keys {
  readonly state: string;
  readonly held: readonly OpenedKey[];
}

/**
 * Reads all keys. The state is taken first, so that a change while the files are read is seen at the next look. A folder
 * without a root is not ours: an unmounted volume looks empty.
 */
function readKeys(folder: string, sealer: Sealer | undefined): Result<Keys, KeyTrouble> {
  const state = stateOf(folder);
  const held = openFolder(folder, sealer);
  if (!held.ok) return held;
  return held.value.some(({ role }) => role === 'root') ? ok({ state, held: held.value }) : err({ code: 'no-root' });
}

/** Returns a function that gives the current keys, and looks at the folder at most once in `LOOK_EVERY`. */
function follow(
  first: Keys,
  folder: string,
  sealer: Sealer | undefined,
  { clock, onTrouble }: KeyRingOptions,
): () => Keys {
  let keys = first;
  let lookedAt = clock.now();
  return () => {
    const since = clock.now() - lookedAt;
    if (since >= 0 && since < LOOK_EVERY) return keys;
    lookedAt = clock.now();
    const state = orUnreadable(() => stateOf(folder));
    if (state === keys.state) return keys;
    const newer = orUnreadable(() => readKeys(folder, sealer));
    const read = newer === UNREADABLE ? err({ code: UNREADABLE, file: folder } as const) : newer;
    if (!read.ok) onTrouble?.(read.error);
    keys = read.ok ? read.value : { ...keys, state };
    return keys;
  };
}

const UNREADABLE = 'unreadable';

/** Catches a folder that is away for a while, or a file that goes while it is read. */
function orUnreadable<T>(read: () => T): T | typeof UNREADABLE {
  try {
    return read();
  } catch {
    return UNREADABLE;
  }
}

const signers = new WeakMap<OpenedKey, Signer>();

function signerOf(key: OpenedKey): Signer {
  const signer = signers.get(key) ?? KEY_MATERIAL[key.suite].signerOf(key.kid, key.secret);
  signers.set(key, signer);
  return signer;
}

/** Returns the newest root. A server that lacks a key it will have to sign with does not start. */
function checkComplete(held: readonly OpenedKey[], now: number): Result<OpenedKey, KeyTrouble> {
  const [root] = held.filter(({ role }) => role === 'root').sort(newestFirst);
  if (!root) return err({ code: 'no-root' });
  const canSign = (use: KeyUse) => chooseKey(held, { use, agency: '', now, window: undefined }) !== undefined;
  if (!canSign('files')) return err({ code: 'no-signing-key', role: 'issuing' });
  if (!canSign('receipts')) return err({ code: 'no-signing-key', role: 'receipts' });
  return ok(root);
}

/** Returns the keys that the key set names. Receipt keys stay for good: a receipt is evidence for years. */
function namedKeys(held: readonly OpenedKey[], now: number): IssuingKey[] {
  const isNamed = (key: OpenedKey) =>
    key.role === 'receipts' || (key.role === 'issuing' && now < key.validTo + inSeconds(KEY_NAMED_AFTER_END));
  return held
    .filter(isNamed)
    .map(({ kid, suite, publicKey, validFrom, validTo, agencyPrefix, compromisedAt, uses }) => ({
      kid,
      alg: ALGORITHM[suite],
      publicKey,
      validFrom,
      validTo,
      agencyPrefix,
      compromisedAt,
      uses: uses as readonly KeyUse[],
    }));
}

function orThrow<T>(result: Result<T, KeyTrouble>): T {
  if (!result.ok) throw new KeyFailure(result.error);
  return result.value;
}
