import type { ServerLimits } from '@liangma/shared/compliance/server-limits';
import type { Protocol } from '@liangma/shared/protocol/older-clients';
import type { Logger } from 'pino';
import type { PolicySource } from './compliance/policy-source.ts';
import type { Blobs } from './photos/blobs.ts';
import type { Notifier } from './ports/notifier.ts';
import type { Printer } from './ports/printer.ts';
import type { Pusher } from './ports/pusher.ts';
import type {
  Clock,
  Hints,
  KeyRing,
  PasswordCost,
  Random,
  Signatures,
  Ticks,
  TrustedProxies,
} from './ports/runtime.ts';
import type { Store } from './ports/store.ts';
import type { Tables } from './ports/tables.ts';
import type { TrustSource } from './trust/trust-source.ts';

/** Dependencies of a server that has no keys yet, because its store is not set up. */
export type BareDeps = Omit<
  Deps,
  'keys' | 'trust' | 'hints' | 'blobs' | 'policies' | 'tables' | 'notifier' | 'pusher' | 'printer'
>;

/** Dependencies of a request. */
export interface Deps {
  readonly store: Store;
  readonly tables: Tables;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly ticks: Ticks;
  readonly random: Random;
  readonly keys: KeyRing;
  readonly signatures: Signatures;
  readonly hints: Hints;
  readonly proxies: TrustedProxies;
  readonly trust: TrustSource;
  readonly notifier: Notifier;
  readonly pusher: Pusher;
  readonly printer: Printer;
  readonly policies: PolicySource;
  readonly limits: ServerLimits;
  /** Cost of a password that a person chooses. */
  readonly passwordCost: PasswordCost;
  /** Versions of the sync messages that this server understands. */
  readonly protocol: Protocol;
  readonly log: Logger;
  readonly config: {
    /** Origin in the codes, without a slash at the end. */
    readonly origin: string;
    readonly version: string;
    /** The store holds demo people. */
    readonly demo: boolean;
  };
}
