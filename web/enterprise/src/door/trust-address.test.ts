/** The loose reader in the head of the page, held against the strict one. */
import { packMatter } from '@liangma/shared/task-code/compact';
import { issueCode, issueGrantedCode } from '@liangma/shared/task-code/issue';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claims, device, grantedCode, issuing, ORIGIN } from '../../../../shared/test/codes.ts';
import { grants } from '../../../../shared/test/forms.ts';
import { trustAddress } from './trust-address.ts';

const TRUST = '/.well-known/liangma/trust';

test('a code of the server names its prefecture and matters, printed or live, in any form of the address', async () => {
  const text = await issueCode(issuing.signer, claims, ORIGIN);
  expect(trustAddress(text)).toBe(`${TRUST}/6206/901+902`);
  expect(trustAddress(text.replace('/c#', '/c/'))).toBe(`${TRUST}/6206/901+902`);
  const anchored = await issueCode(issuing.signer, { ...claims, anchor: new Uint8Array(12).fill(255) }, ORIGIN);
  expect(trustAddress(anchored)).toBe(`${TRUST}/6206/901+902`);
});

test('a code under a grant names the prefecture of its enterprise, inline or by reference', async () => {
  for (const named of [{ inline: grants.ed25519 }, { ref: new Uint8Array(8).fill(7) }]) {
    const text = await issueGrantedCode(device.signer, named, grantedCode, ORIGIN);
    expect(trustAddress(text)).toBe(`${TRUST}/6206/901+902`);
  }
});

test('any prefecture and matters give an address', async () => {
  const shard = fc.integer({ min: 1, max: 9999 }).map(String);
  const matter = fc.oneof(
    fc.integer({ min: 0, max: 999 }).map((n) => `M${String(n).padStart(3, '0')}`),
    fc.integer({ min: 1000, max: 999_999 }).map((n) => `M${n}`),
  );
  const matters = fc.array(matter, { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(shard, matters, fc.string({ unit: 'grapheme', maxLength: 20 }), async (place, ids, name) => {
      const stated = { ...claims, statusShard: place, matters: ids, agencyName: name };
      const text = await issueCode(issuing.signer, stated, ORIGIN);
      expect(trustAddress(text)).toBe(`${TRUST}/${place}/${ids.map(packMatter).join('+')}`);
    }),
    { numRuns: 200 },
  );
});

test('any other text asks for all files and never throws', () => {
  for (const text of ['', ORIGIN, `${ORIGIN}/c`, `${ORIGIN}/c#123`, `${ORIGIN}/c#abc`])
    expect(trustAddress(text)).toBe(TRUST);
  const digits = fc.array(fc.constantFrom(...'0123456789'), { maxLength: 4000 }).map((all) => all.join(''));
  fc.assert(fc.property(digits, (text) => void expect(trustAddress(`${ORIGIN}/c#${text}`)).toMatch(/^\/\.well-known/)));
});

test('a forged code cannot ask for another address than one of the signed files', async () => {
  const forged = await issueCode(issuing.signer, { ...claims, matters: ['../../api', 'M901'] }, ORIGIN);
  expect(trustAddress(forged)).toBe(TRUST);
});
