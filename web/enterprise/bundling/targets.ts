import { fileURLToPath } from 'node:url';

/** Oldest browsers of the page behind the QR. */
export const TARGETS = ['chrome80', 'safari14', 'ios14', 'edge88', 'firefox78'];

/** Ours for all files, the shared ones too: with its class fields they need no helper of half a kilobyte. */
export const TSCONFIG = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
