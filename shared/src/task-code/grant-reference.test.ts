import { expect, test } from 'vitest';
import { context, device, grant, grantedCode, issuing, ORIGIN } from '../../test/codes.ts';
import { sha256 } from '../../test/keys.ts';
import { grantRef, signGrant } from './grant.ts';
import { issueGrantedCode } from './issue.ts';
import { verifyCode } from './verify.ts';

test('a code is judged under the grant it names and no other of the same device, whatever is found for it', async () => {
  const narrow = await signGrant(issuing.signer, { ...grant, maxCodes: 2 });
  const wide = await signGrant(issuing.signer, grant);
  const text = await issueGrantedCode(device.signer, { ref: await grantRef(narrow, sha256) }, grantedCode, ORIGIN);
  const judge = (found: Uint8Array) =>
    verifyCode(
      text,
      context({}, async () => found),
    );
  expect(await judge(narrow)).toMatchObject({ verdict: 'refuse', reasons: ['grant-exceeded'] });
  expect(await judge(wide)).toEqual({ verdict: 'unsure', reasons: ['unknown-key'] });
});
