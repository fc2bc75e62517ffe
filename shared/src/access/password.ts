/** Rules of passwords (GB/T 39786, NIST SP 800-63B 5.1.1): length and no obvious guess; no rules about kinds of characters. */

export const PASSWORD_CHARACTERS = 10;
export const LONGEST_PASSWORD = 200;

export type PasswordError = 'password-short' | 'password-long' | 'password-named' | 'password-common' | 'password-same';

/** Beginnings of the most used passwords of ten characters and more, and of shorter ones that people lengthen. */
const COMMON: readonly string[] = [
  '0123456789',
  '1234567890',
  '12345678910',
  '123456789a',
  '1234567890a',
  '123456abcdef',
  '1q2w3e4r5t',
  'a123456789',
  'aa123456789',
  'aaaaaaaaaa',
  'abc1234567',
  'abc123456789',
  'abcd123456',
  'abcd1234567',
  'abcdefghij',
  'abcdef123456',
  'admin12345',
  'admin123456',
  'admin@12345',
  'administrator',
  'asdfghjkl123',
  'asdfghjkl;',
  'china123456',
  'gansu123456',
  'iloveyou123',
  'iloveyou520',
  'liangma123',
  'liangma123456',
  'password01',
  'password12',
  'password123',
  'password1234',
  'p@ssw0rd123',
  'passw0rd123',
  'q1w2e3r4t5',
  'qazwsxedcrfv',
  'qq123456789',
  'qwe123456789',
  'qwer123456',
  'qwerty12345',
  'qwerty123456',
  'qwertyuiop',
  'root123456',
  'test123456',
  'tianzhu123456',
  'woaini1314',
  'woaini520520',
  'woaini5201314',
  'zaq12wsxcde3',
  'zxcvbnm123',
  'zxcvbnm123456',
];

interface Owner {
  readonly account: string;
  readonly name: string;
  readonly phone?: string | undefined;
}

/**
 * [POST-4] Returns what is wrong with a password, undefined if nothing is: at least ten characters, not the account, the name or
 * the phone of the person, none of the most used ones, no single character or run repeated.
 */
export function passwordError(password: string, { account, name, phone }: Owner): PasswordError | undefined {
  const characters = [...password];
  if (characters.length < PASSWORD_CHARACTERS) return 'password-short';
  if (password.length > LONGEST_PASSWORD) return 'password-long';
  const plain = lettersOf(password);
  const own = [account, name, phone ?? ''].map(lettersOf).filter((word) => [...word].length >= 2);
  if (own.some((word) => plain.replaceAll(word, '').replace(/\d/g, '').length < 4 && plain.includes(word)))
    return 'password-named';
  if (COMMON.some((one) => lettersOf(one) === plain) || isRun(plain)) return 'password-common';
  return undefined;
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');

/** True for one or two characters repeated, or a row of neighbours such as 0123456789 and zyxwvut. */
function isRun(text: string): boolean {
  const characters = [...text];
  if (new Set(characters).size <= 2) return true;
  const steps = characters.slice(1).map((c, i) => (c.codePointAt(0) ?? 0) - (characters[i]?.codePointAt(0) ?? 0));
  return steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 2) <= 1;
}

/** Characters of a first password: none that look alike when read from paper. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

/** Returns a one-time password of sixteen characters in groups of four, 79 bits, from random bytes (at least 16). */
export function firstPassword(random: Uint8Array): string {
  const characters = [...random.slice(0, GROUPS * GROUP)].map((byte) => READABLE[byte % READABLE.length]);
  return Array.from({ length: GROUPS }, (_, i) => characters.slice(i * GROUP, (i + 1) * GROUP).join('')).join('-');
}
