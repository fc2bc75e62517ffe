import type { AccountListScope, AccountRow, accountListSpec } from '@liangma/shared/access/account-list';
import type { Actor } from '@liangma/shared/access/authorise';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Device } from '../devices/repository.ts';
import type { ListPage } from '../lists/repository.ts';

export interface Account {
  readonly name: string;
  /** scrypt, as `adapters/crypto/passwords.ts` writes it. */
  readonly password: string;
  /** `mustChangePassword` is set while somebody else gave the password. */
  readonly actor: Actor;
  readonly phone?: string;
  /** Nobody signs in with a closed account; its name stays on what was done. */
  readonly closedAt?: Instant | null;
}

export interface Session {
  readonly tokenHash: string;
  readonly account: string;
  readonly expiresAt: Instant;
  readonly openedAt?: Instant;
  readonly usedAt?: Instant;
  /** Browser and system in words, such as “Chrome, Android”. */
  readonly browser?: string;
  readonly network?: string;
}

export interface LoginAttempts {
  readonly failures: number;
  readonly lastAt: Instant;
}

export interface AccountListQuery {
  readonly scope: AccountListScope;
  readonly query: ListQuery<typeof accountListSpec>;
}

export interface AccountReads {
  byName(name: string): Promise<Account | undefined>;
  /** Names of people by their accounts; accounts that are not known are left out. */
  namesOf(accounts: readonly string[]): Promise<Map<string, string>>;
  /** Accounts of an officer in the register; usually one. */
  ofOfficer(officer: string): Promise<Account[]>;
  isEmpty(): Promise<boolean>;
  list(list: AccountListQuery): Promise<ListPage<AccountRow>>;
  /** Accounts that hold, or held, a post of this person. */
  deputiesOf(giver: string): Promise<Account[]>;
  session(tokenHash: string): Promise<Session | undefined>;
  /** Newest use first. */
  sessionsOf(account: string): Promise<Session[]>;
  attempts(key: string): Promise<LoginAttempts | undefined>;
  /** The device that a session was first seen on; undefined if it was seen on none. */
  deviceOfSession(tokenHash: string): Promise<Pick<Device, 'shard' | 'id'> | undefined>;
}

export interface AccountWrites {
  save(accounts: readonly Account[]): Promise<void>;
  saveSession(session: Session): Promise<void>;
  saveSessionUse(tokenHash: string, usedAt: Instant): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Deletes sessions that expired before then. Returns how many. */
  deleteSessionsBefore(expiredAt: Instant): Promise<number>;
  /** Reads the attempts, or none, and locks them until the commit. */
  holdAttempts(key: string): Promise<LoginAttempts>;
  saveAttempts(key: string, attempts: LoginAttempts): Promise<void>;
  /** The first device stays. */
  saveSessionDevice(tokenHash: string, device: Pick<Device, 'shard' | 'id'>): Promise<void>;
}
