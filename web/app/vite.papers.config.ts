/** Builds the page from which the server prints its archive: one script and one style, without the app around them. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  publicDir: false,
  build: {
    outDir: 'dist',
    // Page numbers in margins need Chromium 131; an older one prints without.
    target: 'chrome120',
    cssCodeSplit: false,
    lib: {
      entry: 'src/lib/documents/archived/paper-page.ts',
      formats: ['iife'],
      name: 'paper',
      fileName: () => 'paper.js',
      cssFileName: 'paper',
    },
  },
});
