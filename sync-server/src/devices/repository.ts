/** Facts about devices beside their chains: reports, revocations, and the sessions on them. */

import type { DeviceFacts, StoredReport } from '@liangma/shared/devices/device-health';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { AgencyId } from '@liangma/shared/registry/agency';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Stamp } from '@liangma/shared/tasks/task';

export interface Revocation extends Stamp {
  readonly reason: string;
}

/** A device of an officer, with all that says how it stands. */
export interface OfficersDevice extends DeviceFacts {
  readonly device: Device;
  readonly officer: Officer;
  readonly kept: StoredReport | undefined;
  /** Null for one that is in use, and for one revoked before it was kept who did. */
  readonly revocation: Revocation | null;
}

export interface Device {
  /** Home of the device: the shard of its row. Empty before a browser's first event is kept. */
  readonly shard: string;
  /** Shards that hold its events. */
  readonly shards: readonly string[];
  readonly id: string;
  readonly publicKey: Uint8Array;
  /** Null for a browser that nobody enrolled. */
  readonly officer: string | null;
  readonly account: string | null;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly enrolledAt: Instant;
  readonly lastContactAt: Instant;
  /** Device clock minus server clock at the last contact, milliseconds. */
  readonly skew: number;
  readonly revokedAt: Instant | null;
}

export interface DeviceReads {
  byId(shard: string, id: string): Promise<Device | undefined>;
  ofOfficers(officers: readonly string[]): Promise<Device[]>;
  report(shard: string, device: string): Promise<StoredReport | undefined>;
  /** Devices of all present officers of these agencies. */
  ofAgencies(agencies: readonly AgencyId[], now: Instant): Promise<OfficersDevice[]>;
}

export interface DeviceWrites {
  save(device: Device): Promise<void>;
  /** The device as it is kept, or this one, kept from now on; nobody else can take or save it until the commit. */
  hold(device: Device): Promise<Device>;
  saveReport(shard: string, kept: StoredReport): Promise<void>;
  saveRevocation(device: Pick<Device, 'shard' | 'id'>, revocation: Revocation): Promise<void>;
}
