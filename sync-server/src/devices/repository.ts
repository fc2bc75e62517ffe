/** Facts about devices beside their chains: reports, revocations, and the sessions on them. */

import type { DeviceFacts, KeptReport } from '@liangma/shared/devices/device-health';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { AgencyId } from '@liangma/shared/registry/agency';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Stamp } from '@liangma/shared/tasks/task';
import type { Device } from '../ports/store.ts';

export interface Revocation extends Stamp {
  readonly reason: string;
}

/** A device of an officer, with all that says how it stands. */
export interface OfficersDevice extends DeviceFacts {
  readonly device: Device;
  readonly officer: Officer;
  readonly kept: KeptReport | undefined;
  /** Null for one that is in use, and for one revoked before it was kept who did. */
  readonly revocation: Revocation | null;
}

export interface DeviceReads {
  deviceReport(device: string): Promise<KeptReport | undefined>;
  /** Devices of all present officers of these agencies. */
  officersDevices(agencies: readonly AgencyId[], now: Instant): Promise<OfficersDevice[]>;
  /** The device that a session was first seen on; undefined if it was seen on none. */
  sessionDevice(tokenHash: string): Promise<Device | undefined>;
}

export interface DeviceWrites {
  saveDeviceReport(kept: KeptReport): Promise<void>;
  saveRevocation(device: string, revocation: Revocation): Promise<void>;
  /** The first device stays. */
  saveSessionDevice(tokenHash: string, device: string): Promise<void>;
}
