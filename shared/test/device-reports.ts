/** Device reports for tests: by default all is well. */
import type { DeviceReport } from '../src/devices/device-report.ts';
import { DEVICE_ID, NOW } from './builders.ts';

export const aDeviceReport = (changes: Partial<DeviceReport> = {}): DeviceReport => ({
  device: DEVICE_ID,
  at: NOW,
  pending: 0,
  waiting: 0,
  parked: 0,
  head: { seq: 3, hash: 'ab'.repeat(32) },
  failing: [],
  failures: {},
  skew: 0,
  app: '0.1.0+1',
  storage: { used: 12_000_000, quota: 1_000_000_000 },
  persisted: true,
  evicted: null,
  ...changes,
});
