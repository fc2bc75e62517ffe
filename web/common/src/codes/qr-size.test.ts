/** The QR versions that docs/task-code.md §4 states: two matters, two officers, names as long as any county has them. */

import { acknowledgementText } from '@liangma/shared/protocol/acknowledgement';
import { grantRef, signGrant } from '@liangma/shared/task-code/grant';
import { issueCode, issueGrantedCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { expect, test } from 'vitest';
import { aSealedAcknowledgement, REFUSED } from '../../../../shared/test/answers.ts';
import { claims, device, grant, grantedCode, issuing, T } from '../../../../shared/test/codes.ts';
import { sha256 } from '../../../../shared/test/keys.ts';
import { qrOf } from './qr.ts';

const ORIGIN = 'https://liangma.example.cn';
const seed = new Uint8Array(12).fill(7);
const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
const signed = await signGrant(issuing.signer, grant);
const ref = await grantRef(signed, sha256);
const code = await issueCode(issuing.signer, anchored, ORIGIN);

test.each([
  ['signed by the server, to be printed', await issueCode(issuing.signer, claims, ORIGIN), 12, 'M'],
  ['live', await liveText(code, anchored, seed, T + 60, sha256), 13, 'M'],
  ['under a grant, by reference', await issueGrantedCode(device.signer, { ref }, grantedCode, ORIGIN), 10, 'M'],
  ['under a grant, inline', await issueGrantedCode(device.signer, { inline: signed }, grantedCode, ORIGIN), 14, 'L'],
])('%s', (_, text, version, level) => {
  expect(qrOf(text)).toMatchObject({ version, level });
});

test.each([
  ['a confirmation', {}],
  ['a refusal', { said: REFUSED }],
])('the return QR of %s', async (what, answer) => {
  const { bytes } = await aSealedAcknowledgement({ at: T * 1000, ...answer });
  const { version, level } = qrOf(acknowledgementText(ORIGIN, bytes));
  console.info(`return QR of ${what}: ${bytes.length} bytes, version ${version}-${level}`);
  expect({ version, level }).toEqual({ version: 11, level: 'M' });
});
