/** The QR versions that docs/task-code.md §4 states: two matters, two officers, names as long as any county has them. */

import { acknowledgementText } from '@liangma/shared/protocol/acknowledgement';
import type { Claims } from '@liangma/shared/task-code/claims';
import { grantRef, signGrant } from '@liangma/shared/task-code/grant';
import { issueCode, issueGrantedCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { bytesOfText } from '@liangma/shared/task-code/text';
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

const PARTNERS = ['天祝藏族自治县应急管理局', '天祝藏族自治县消防救援大队', '武威市生态环境局天祝分局'];

/** Each partner sends one officer and carries one matter. */
function jointClaims(partners: number): Claims {
  const sent = PARTNERS.slice(0, partners).map((partner, i) => ({
    name: '祁玉兰',
    certificate: `6206230008${i}`,
    partner,
  }));
  const carried = sent.map((_, i) => `M00${i + 2}`);
  return { ...claims, officers: [...claims.officers, ...sent], matters: [...claims.matters, ...carried] };
}

test.each([
  [0, [247, 12, 'M'], [275, 13, 'M']],
  [1, [291, 13, 'M'], [319, 12, 'L']],
  [2, [338, 13, 'L'], [366, 13, 'L']],
  [3, [382, 13, 'L'], [410, 14, 'L']],
])('a joint inspection of %i partners: printed and live', async (partners, printed, live) => {
  const joint = jointClaims(partners);
  const text = await issueCode(issuing.signer, joint, ORIGIN);
  const withAnchor = { ...joint, anchor: await anchorOf(seed, joint, sha256) };
  const shown = await liveText(await issueCode(issuing.signer, withAnchor, ORIGIN), withAnchor, seed, T + 60, sha256);
  const sizeOf = (one: string) => [bytesOfText(one)?.length, qrOf(one).version, qrOf(one).level];
  expect([sizeOf(text), sizeOf(shown)]).toEqual([printed, live]);
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
