/**
 * The parts of an open device. Only device.svelte.ts holds them all; every other function names the ones that it takes, as in
 * `Uses<'db' | 'wire'>`.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import type { RootKey } from '@liangma/shared/trust/key-set';
import type { Trust } from '@liangma/shared/trust/trust';
import type { DeviceDb } from './database/device-db.ts';
import type { Drafts } from './drafts/drafts-db.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Wire } from './wire/wire.ts';

export interface Clock {
  now(): number;
  /** Device clock minus server clock, milliseconds. */
  skew(): number;
}

export interface DeviceParts {
  readonly db: DeviceDb;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** The root that the page came with. */
  readonly root: RootKey | undefined;
  /** Name of this build, for the device's reports. */
  readonly version: string;
  readonly actor: Actor;
  /** Throws unless the browser's session is the one of this device's account. */
  readonly confirmSession: () => Promise<void>;
  /** Trust by which codes and receipts are checked; undefined until it was downloaded once. */
  readonly trust: () => Promise<Trust | undefined>;
  readonly deviceId: () => Promise<string>;
  readonly drafts: () => Promise<Drafts>;
  /** False without network, as far as the browser knows. */
  readonly online: () => boolean;
}

export type Uses<Part extends keyof DeviceParts> = Pick<DeviceParts, Part>;
