/** Operations of an operator on the keys. Each changes the folder once: everything is checked before anything is written. */
import { toHex } from '@liangma/shared/kernel/bytes';
import { DAY } from '@liangma/shared/kernel/instant';
import type { Suite } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { inSeconds } from '@liangma/shared/trust/lifetimes';
import { groupOf, maySign, newestFirst, signingKey } from './choose-key.ts';
import { type FiledKey, makeKey, type NewKey, type OpenedKey } from './key-file.ts';
import { openFolder, saveKeys, withLock } from './key-folder.ts';
import type { KeyRole } from './key-role.ts';
import type { KeyTrouble } from './key-trouble.ts';
import { sealPushKey } from './push-key.ts';
import { LEAST_PASSPHRASE, type Sealer, sealerOf } from './sealing.ts';

/** Three years; a root outlives the pages that are pinned to it. */
export const VALID_DAYS: Readonly<Record<KeyRole, number>> = { root: 7300, issuing: 1095, receipts: 1095 };
/** The window of a code may have begun before its approval. */
const VALID_BEFORE = inSeconds(7 * DAY);

export interface Folder {
  readonly path: string;
  readonly sealer: Sealer | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The first start of a server: nothing is there yet. */
export const makeFirstKeys = (path: string, suite: Suite, now: number, sealer: Sealer | undefined) =>
  withLock(path, () => {
    const held = openFolder(path, sealer);
    if (!held.ok || held.value.length > 0) return held;
    const made = (['receipts', 'issuing', 'root'] as const).map((role) =>
      makeKey({ suite, uses: usesOf(role, ''), agencyPrefix: '', ...validity(role, now) }),
    );
    saveKeys(path, made, sealer);
    return ok(made);
  });

export interface Creation {
  readonly role: KeyRole;
  readonly suite: Suite;
  readonly agencyPrefix: string;
  readonly validFrom: number | undefined;
  readonly validDays: number | undefined;
  /** Another root although there is one. */
  readonly replaceRoot: boolean;
}

export const createKey = (folder: Folder, wanted: Creation): Result<OpenedKey, KeyTrouble> =>
  change(folder, (held) => {
    const { role, suite, agencyPrefix, validFrom, validDays, replaceRoot } = wanted;
    const root = held.find((key) => key.role === 'root');
    if (role === 'root' && root && !replaceRoot) return err({ code: 'root-exists', kid: toHex(root.kid) });
    const dates = validity(role, folder.now, validFrom, validDays);
    const made = makeKey({ suite, uses: usesOf(role, agencyPrefix), agencyPrefix, ...dates });
    return ok({ save: [made], done: made });
  });

export interface Rotation {
  readonly roles: readonly KeyRole[];
  /** Undefined: each new key has the suite of the one before. */
  readonly suite: Suite | undefined;
  readonly overlapDays: number;
  readonly validDays: number | undefined;
}

export interface Rotated {
  readonly made: OpenedKey;
  readonly before: readonly OpenedKey[];
}

/** New keys now; the ones before verify to the end of the overlap, or to their own where that is sooner. */
export const rotateKeys = (folder: Folder, { roles, suite, overlapDays, validDays }: Rotation) =>
  change(folder, (held) => {
    const { now } = folder;
    const signing = held.filter((key) => key.role !== 'root' && roles.includes(key.role) && maySign(key, now));
    const empty = roles.find((role) => !signing.some((key) => key.role === role));
    if (empty) return err({ code: 'nothing-to-rotate', role: empty });
    const rotated = [...new Set(signing.map(groupOf))].map((name): Rotated => {
      const group = signing.filter((key) => groupOf(key) === name).sort(newestFirst);
      const [newest] = group as [OpenedKey];
      const made = successor(newest, suite ?? newest.suite, now, validDays);
      const end = now + inSeconds(overlapDays * DAY);
      return { made, before: group.map((key) => ({ ...key, validTo: Math.min(key.validTo, end) })) };
    });
    return ok({ save: rotated.flatMap(({ made, before }) => [made, ...before]), done: rotated });
  });

export interface Compromised {
  readonly key: OpenedKey;
  /** In its place, where it was the one that signs. */
  readonly made: OpenedKey | undefined;
}

/** From `at` on nothing of the key is believed. A date can be moved back, never forward. */
export const compromiseKey = (folder: Folder, kid: string, at: number) =>
  change(folder, (held) => {
    const key = held.find((one) => toHex(one.kid) === kid);
    if (!key) return err({ code: 'unknown-key', kid });
    if (key.role === 'root') return err({ code: 'is-root', kid });
    if (key.compromisedAt !== null && key.compromisedAt <= at)
      return err({ code: 'compromised-before', kid, at: key.compromisedAt });
    const marked = { ...key, compromisedAt: at };
    const made = signingKey(held, key, folder.now) === key ? successor(key, key.suite, folder.now) : undefined;
    return ok({ save: made ? [made, marked] : [marked], done: { key: marked, made } });
  });

/** Writes every secret anew under this passphrase. Files that are under it already are read with it, so it can be repeated. */
export function sealKeys(folder: Folder, passphrase: string): Result<number, KeyTrouble> {
  if (passphrase.length < LEAST_PASSPHRASE) return err({ code: 'passphrase-short', least: LEAST_PASSPHRASE });
  const next = sealerOf(passphrase);
  const either: Sealer = {
    seal: next.seal,
    open: (sealed, header) => folder.sealer?.open(sealed, header) ?? next.open(sealed, header),
  };
  const sealed = change({ ...folder, sealer: either }, (held) => ok({ save: held, done: held.length }));
  if (sealed.ok) sealPushKey(folder.path, either);
  return sealed;
}

interface Change<T> {
  readonly save: readonly OpenedKey[];
  readonly done: T;
}

const change = <T>(
  { path, sealer }: Folder,
  decide: (held: readonly OpenedKey[]) => Result<Change<T>, KeyTrouble>,
): Result<T, KeyTrouble> =>
  withLock(path, () => {
    const held = openFolder(path, sealer);
    if (!held.ok) return held;
    const decided = decide(held.value);
    if (!decided.ok) return decided;
    saveKeys(path, decided.value.save, sealer);
    return ok(decided.value.done);
  });

/** A key of one agency signs its codes alone: status list and catalog speak for everybody. */
function usesOf(role: KeyRole, agencyPrefix: string): FiledKey['uses'] {
  if (role !== 'issuing') return [role];
  return agencyPrefix === '' ? ['codes', 'files'] : ['codes'];
}

function validity(role: KeyRole, now: number, from = now - VALID_BEFORE, days = VALID_DAYS[role]) {
  return { validFrom: from, validTo: Math.max(from, now) + inSeconds(days * DAY) };
}

/** Later than the one before even where both are made within a day, so that it is the newest. */
function successor(key: OpenedKey, suite: Suite, now: number, validDays?: number): OpenedKey {
  const { validFrom, validTo } = validity(key.role, now, undefined, validDays);
  const wanted: NewKey = { suite, uses: key.uses, agencyPrefix: key.agencyPrefix, validFrom, validTo };
  return makeKey({ ...wanted, validFrom: Math.max(validFrom, key.validFrom + 1) });
}
