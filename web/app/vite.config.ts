import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { faceChunks } from './bundling/face-chunks.ts';
import { offlineFiles } from './bundling/offline-files.ts';

/** Address of the server while `vite dev` serves the pages. */
const api = process.env.LIANGMA_API ?? 'http://localhost:8787';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ pages: 'build', fallback: '200.html' }),
      paths: { relative: false },
      // Registered by the field face itself: as a classic worker, and asking before an update takes over a form.
      serviceWorker: { register: false },
    }),
    faceChunks(),
    offlineFiles(),
  ],
  // The HarmonyOS 4 browser is Chromium 99.
  build: { target: ['chrome99', 'safari15.4', 'firefox115'] },
  // The offline database and the runtime must be one copy each, or `instanceof` and context break.
  resolve: { dedupe: ['dexie', 'svelte'] },
  define: { __DEV_API__: JSON.stringify(api) },
  server: { proxy: { '/api': api, '/.well-known': api } },
});
