import { createContext } from 'svelte';
import type { Kiosk } from './kiosk.svelte.ts';

export const [getKiosk, setKiosk] = createContext<Kiosk>();
