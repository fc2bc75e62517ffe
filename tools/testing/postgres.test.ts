import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('a process that uses PostgreSQL ends with the exit code it was given', () => {
  const script = `import ${JSON.stringify(new URL('postgres.ts', import.meta.url).href)}; process.exitCode = 3;`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
  expect(status).toBe(3);
});
