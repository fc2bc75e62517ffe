import type { Room } from '@liangma/shared/devices/storage-room';

/** Returns undefined if the browser does not tell. */
export async function roomHere(): Promise<Room | undefined> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? undefined : { used: Math.round(usage), quota: Math.round(quota) };
}
