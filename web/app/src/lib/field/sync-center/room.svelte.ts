/** The room on this device, looked at now and then while the app is open. */

import { isScarce, type Room } from '@liangma/shared/devices/storage-room';
import { bestEffort } from '@liangma/web-common/best-effort';
import { roomHere } from '#lib/offline/device/storage-room.ts';

const EVERY = 60_000;

class RoomOnDevice {
  current = $state.raw<Room>();
  /** The browser has promised not to clear it; undefined where it does not tell. */
  persisted = $state<boolean>();
  readonly scarce = $derived(this.current !== undefined && isScarce(this.current));

  async look(): Promise<void> {
    this.current = await roomHere();
    this.persisted = await navigator.storage?.persisted?.();
  }

  /** For an `$effect`: looks until it ends. */
  follow = (): (() => void) => {
    const look = (): void => void bestEffort(this.look(), 'the browser may not tell its storage');
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  };
}

export const room = new RoomOnDevice();
