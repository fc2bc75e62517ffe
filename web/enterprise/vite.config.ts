/**
 * The page behind the QR. Its first screen has 20 kB in all, over the wire: Svelte's runtime alone takes 10–16 kB of
 * it, so that screen is plain DOM (src/door) and everything after it is Svelte (src/after), a bundle of its own.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { doorPage } from './bundling/door-page.ts';
import { TARGETS, TSCONFIG } from './bundling/targets.ts';

export default defineConfig({
  base: '/c/',
  define: { __AFTER_CSS__: '""' },
  plugins: [svelte({ configFile: false }), doorPage(import.meta.dirname)],
  tsconfig: TSCONFIG,
  build: {
    target: TARGETS,
    cssTarget: TARGETS,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      preserveEntrySignatures: 'strict',
      input: {
        after: `${import.meta.dirname}/src/after/main.ts`,
        ed25519: `${import.meta.dirname}/../common/src/crypto/noble.ts`,
        grants: `${import.meta.dirname}/src/door/grants.ts`,
        sm2: `${import.meta.dirname}/../../shared/src/kernel/sm2.ts`,
      },
    },
  },
});
