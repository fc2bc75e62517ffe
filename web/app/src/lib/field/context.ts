/** The open device, for every page below the layout of this face. */
import { createContext } from 'svelte';
import type { Device } from '#lib/offline/device.svelte.ts';

export const [getDevice, setDevice] = createContext<Device>();
