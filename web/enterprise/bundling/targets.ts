import { fileURLToPath } from 'node:url';

/** Oldest browsers of the page behind the QR. */
export const TARGETS = ['chrome80', 'safari14', 'ios14', 'edge88', 'firefox78'];

/**
 * Syntax of the scripts that stand in a page by themselves: the oldest browsers know all of it. By their names the bundler would
 * rewrite optional chaining as well, because Chrome before 91 fails on `f?.(...args)`, which `bundleScript` refuses.
 */
export const SYNTAX = 'es2020';

/** Ours for all files, the shared ones too: with its class fields they need no helper of half a kilobyte. */
export const TSCONFIG = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
