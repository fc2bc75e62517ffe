/** The open device. The layout of this face shows its pages only when there is one, but for the first screen. */
import type { Device } from '#lib/offline/device.svelte.ts';
import { app } from './app.svelte.ts';

export function getDevice(): Device {
  if (!app.device) throw new Error('the device is not open yet');
  return app.device;
}
