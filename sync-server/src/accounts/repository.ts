import type { Actor } from '@liangma/shared/access/authorise';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Device } from '../devices/repository.ts';

export interface Account {
  readonly name: string;
  /** scrypt, as `adapters/crypto/passwords.ts` writes it. */
  readonly password: string;
  readonly actor: Actor;
}

export interface Session {
  readonly tokenHash: string;
  readonly account: string;
  readonly expiresAt: Instant;
}

export interface LoginAttempts {
  readonly failures: number;
  readonly lastAt: Instant;
}

export interface AccountReads {
  byName(name: string): Promise<Account | undefined>;
  session(tokenHash: string): Promise<Session | undefined>;
  attempts(key: string): Promise<LoginAttempts | undefined>;
  /** The device that a session was first seen on; undefined if it was seen on none. */
  deviceOfSession(tokenHash: string): Promise<Pick<Device, 'shard' | 'id'> | undefined>;
}

export interface AccountWrites {
  save(accounts: readonly Account[]): Promise<void>;
  saveSession(session: Session): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Deletes sessions that expired before then. Returns how many. */
  deleteSessionsBefore(expiredAt: Instant): Promise<number>;
  /** Reads the attempts, or none, and locks them until the commit. */
  holdAttempts(key: string): Promise<LoginAttempts>;
  saveAttempts(key: string, attempts: LoginAttempts): Promise<void>;
  /** The first device stays. */
  saveSessionDevice(tokenHash: string, device: Pick<Device, 'shard' | 'id'>): Promise<void>;
}
