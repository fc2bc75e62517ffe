import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** On two cores a simulation runs beside them, and some start servers: nothing is a failure for being slow. */
const PATIENT = { testTimeout: 90_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      // Pure functions keep nothing that the next file could find: no process of its own for each.
      { test: { ...PATIENT, name: 'shared', root: 'shared', include: ['{src,test}/**/*.test.ts'], isolate: false } },
      {
        test: {
          ...PATIENT,
          name: 'sync-server',
          root: 'sync-server',
          include: ['{src,test}/**/*.test.ts'],
          globalSetup: [fileURLToPath(new URL('sync-server/test/shared-stores.ts', import.meta.url))],
        },
      },
      { test: { ...PATIENT, name: 'tools', root: 'tools', include: ['**/*.test.ts'] } },
      { test: { ...PATIENT, name: 'web', root: 'web', include: ['*/src/**/*.test.ts'] } },
    ],
  },
});
