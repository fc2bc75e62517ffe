import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** Where the server listens while `vite dev` serves the pages. */
const api = process.env.LIANGMA_API ?? 'http://localhost:8787';

/** Kit hides its route announcer by a style attribute, which our policy (style-src 'self') does not allow. */
const announcerByClass = (): Plugin => ({
  name: 'liangma:announcer-by-class',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/kit/src/runtime/components/root.svelte')) return null;
    const byClass = code.replace(/(id="svelte-announcer"[^>]*?)\sstyle="[^"]*"/, '$1 class="visually-hidden"');
    if (byClass === code) this.error('the announcer of this Kit version is not where it was; look again');
    return { code: byClass, map: { mappings: '' } };
  },
});

export default defineConfig({
  plugins: [
    announcerByClass(),
    sveltekit({
      adapter: adapter({ pages: 'build', fallback: '200.html' }),
      paths: { relative: false },
      // Registered by the field face itself: as a classic worker, and asking before an update takes over a form.
      serviceWorker: { register: false },
    }),
  ],
  // The HarmonyOS 4 browser is Chromium 99.
  build: { target: ['chrome99', 'safari15.4', 'firefox115'] },
  // The offline database and the runtime must be one copy each, or `instanceof` and context break.
  resolve: { dedupe: ['dexie', 'svelte'] },
  define: { __DEV_API__: JSON.stringify(api) },
  server: { proxy: { '/api': api, '/.well-known': api } },
});
