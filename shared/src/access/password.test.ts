import { expect, test } from 'vitest';
import { firstPassword, passwordError } from './password.ts';

const owner = { account: 'lichunmei', name: '李春梅', phone: '13909350001' };

test.each([
  ['nine characters', 'snow-7-ra', 'password-short'],
  ['ten characters', 'snow-7-rai', undefined],
  ['ten Chinese characters', '祁连山下的雪三月才化', undefined],
  ['the account', 'lichunmei1', 'password-named'],
  ['the account with a year and marks', 'LiChunMei@2026', 'password-named'],
  ['the name', '李春梅李春梅李春梅1234', 'password-named'],
  ['the phone', '13909350001', 'password-named'],
  ['a sentence that begins with the account', 'lichunmei walks home late', undefined],
  ['a common one', 'Password123', 'password-common'],
  ['a common one with marks', 'admin@12345', 'password-common'],
  ['one character', 'aaaaaaaaaaaa', 'password-common'],
  ['a row of digits', '9876543210', 'password-common'],
  ['more than two hundred characters', 'ab cd'.repeat(41), 'password-long'],
])('[POST-4] a password of %s', (_, password, expected) => {
  expect(passwordError(password, owner)).toBe(expected);
});

test('a first password is easy to read and keeps to the rules', () => {
  const password = firstPassword(Uint8Array.from({ length: 16 }, (_, i) => i * 17));
  expect(password).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$/);
  expect(passwordError(password, owner)).toBeUndefined();
});
