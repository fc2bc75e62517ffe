import type { Installation } from '@liangma/shared/access/installation';

export interface SetupReads {
  /** Undefined until the store is set up; a demo is not. */
  installation(): Promise<Installation | undefined>;
  /** Hash of the one-time token of the set-up page. */
  token(): Promise<string | undefined>;
}

export interface SetupWrites {
  saveInstallation(installation: Installation): Promise<void>;
  /** Null removes it. */
  saveToken(hash: string | null): Promise<void>;
}
