/** A grant as the store keeps it, beside the signed one of `codes.ts`: same device, officers and bounds. */
import * as v from 'valibot';
import { type GivenGrant, type GrantTerms, givenGrantSchema } from '../src/grants/grant-terms.ts';
import { grantToSign } from '../src/grants/issuing.ts';
import { deviceIdSchema } from '../src/kernel/ids.ts';
import { DAY, HOUR } from '../src/kernel/instant.ts';
import { grantRef, signGrant } from '../src/task-code/grant.ts';
import { anOfficer, NOW } from './builders.ts';
import { device, issuing } from './codes.ts';
import { sha256 } from './keys.ts';

export const grantDevice = v.parse(deviceIdSchema, device.id);

export const someTerms = (changes: Partial<GrantTerms> = {}): GrantTerms => ({
  device: grantDevice,
  officers: [anOfficer(1).id, anOfficer(2).id],
  matters: [],
  region: '620623',
  maxCodes: 20,
  window: { from: NOW - DAY, to: NOW + 9 * DAY },
  reason: '乡镇投诉多，山里没有信号。',
  ...changes,
});

export interface SignedGrant {
  readonly given: GivenGrant;
  readonly signed: Uint8Array;
}

export async function aGrant(
  changes: Partial<GivenGrant> = {},
  deviceKey: Uint8Array = device.publicKey,
): Promise<SignedGrant> {
  const officers = [1, 2].map((n) => {
    const { id, name, certificate } = anOfficer(n);
    return { id, name, certificate: certificate.number };
  });
  const given = {
    ...someTerms(),
    officers,
    agency: { id: anOfficer(1).agency, name: '天祝藏族自治县市场监督管理局' },
    holder: anOfficer(1).id,
    statusEntry: { shard: '6206', day: 20_790, index: 1000 },
    reportHours: 72,
    ended: null,
    given: { at: NOW - DAY - HOUR, by: 'head', name: '局长' },
    ...changes,
  };
  const signed = await signGrant(issuing.signer, grantToSign(given, deviceKey));
  const id = Buffer.from(await grantRef(signed, sha256)).toString('hex');
  return { given: v.parse(givenGrantSchema, { ...given, id }), signed };
}
