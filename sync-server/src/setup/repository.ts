import type { Installation } from '@liangma/shared/access/installation';
import type { Instant } from '@liangma/shared/kernel/instant';

export interface SetupReads {
  /** Undefined until the store is set up; a demo is not. */
  installation(): Promise<Installation | undefined>;
  /** Number of migrations that the store has. */
  schema(): Promise<number>;
  /** Time of the last backup by `liangma backup`. */
  backupAt(): Promise<Instant | undefined>;
  /** Hash of the one-time token of the set-up page. */
  token(): Promise<string | undefined>;
}

export interface SetupWrites {
  saveInstallation(installation: Installation): Promise<void>;
  saveBackup(at: Instant): Promise<void>;
  /** Null removes it. */
  saveToken(hash: string | null): Promise<void>;
}
