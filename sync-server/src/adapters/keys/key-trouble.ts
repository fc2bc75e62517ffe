/** Troubles with the keys; `cli/key-words.ts` says them to the operator. */
import type { KeyRole } from './key-role.ts';

export type KeyTrouble =
  /** Not as we write it, or its parts do not belong together. */
  | { readonly code: 'damaged'; readonly file: string }
  /** In a running server; at a start the system says why itself. */
  | { readonly code: 'unreadable'; readonly file: string }
  | { readonly code: 'passphrase-needed'; readonly file: string }
  /** Or somebody changed the file: a sealed one says no more. */
  | { readonly code: 'passphrase-wrong'; readonly file: string }
  | { readonly code: 'passphrase-short'; readonly least: number }
  | { readonly code: 'nothing-to-seal-with' }
  | { readonly code: 'no-keys' }
  | { readonly code: 'no-root' }
  /** The store was served under roots, and none of them is here. */
  | { readonly code: 'keys-gone'; readonly root: string }
  | { readonly code: 'keys-of-another-store'; readonly root: string }
  /** None that is valid now, for every agency. */
  | { readonly code: 'no-signing-key'; readonly role: KeyRole }
  | { readonly code: 'root-exists'; readonly kid: string }
  | { readonly code: 'unknown-key'; readonly kid: string }
  | { readonly code: 'is-root'; readonly kid: string }
  | { readonly code: 'compromised-before'; readonly kid: string; readonly at: number }
  | { readonly code: 'nothing-to-rotate'; readonly role: KeyRole }
  | { readonly code: 'busy'; readonly file: string };

/** At the start of a server there is nobody to hand a result to. */
export class KeyFailure extends Error {
  readonly trouble: KeyTrouble;

  constructor(trouble: KeyTrouble) {
    super(`keys: ${trouble.code}`);
    this.name = 'KeyFailure';
    this.trouble = trouble;
  }
}
