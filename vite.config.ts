import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const OF_EACH = {
  // On two cores a simulation runs beside them, and some start servers: nothing is a failure for being slow.
  testTimeout: 90_000,
  hookTimeout: 60_000,
  // The files of a worker share its process and what it has loaded: loading the server for each took as long as its tests.
  // Puts back the globals and the state of the process that a test file changed.
  isolate: false,
};

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  test: {
    projects: [
      { test: { ...OF_EACH, name: 'shared', root: 'shared', include: ['{src,test}/**/*.test.ts'] } },
      {
        test: {
          ...OF_EACH,
          name: 'sync-server',
          root: 'sync-server',
          include: ['{src,test}/**/*.test.ts'],
          globalSetup: [path('sync-server/test/shared-stores.ts')],
        },
      },
      { test: { ...OF_EACH, name: 'tools', root: 'tools', include: ['**/*.test.ts'] } },
      {
        test: {
          ...OF_EACH,
          name: 'web',
          root: 'web',
          include: ['*/{src,bundling}/**/*.test.ts'],
          setupFiles: [path('web/app/src/lib/offline/database/fresh-indexeddb.ts')],
        },
      },
    ],
  },
});
