import { expect, test } from 'vitest';
import { databaseName } from './account.ts';

test.each([
  ['wangjianguo', 'liangma-wangjianguo'],
  ['wang.jian', 'liangma-wang_2e_jian'],
  ['Wang', 'liangma-_57_ang'],
  ['王', 'liangma-_738b_'],
])('the databases of %s are named %s', (account, name) => {
  expect(databaseName(account)).toBe(name);
});

test('no two accounts share a name', () => {
  expect(databaseName('a_2e_b')).not.toBe(databaseName('a.b'));
});
