/** Finding the grant that a code names: kept, fetched, never taken for another. */
import { toHex } from '@liangma/shared/kernel/bytes';
import { type Grant, grantRef, signGrant } from '@liangma/shared/task-code/grant';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { signGrantList } from '@liangma/shared/trust/grant-list';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { context, device, grant, grantedCode, issuing, ORIGIN } from '../../../../shared/test/codes.ts';
import { sha256 } from '../../../../shared/test/keys.ts';

const COUNTY = '620623';
const keys = context().keys;
const signed = await signGrant(issuing.signer, grant);
const other = await signGrant(issuing.signer, { ...grant, maxCodes: 1 } satisfies Grant);
const text = await issueGrantedCode(device.signer, { ref: await grantRef(signed, sha256) }, grantedCode, ORIGIN);
const listOf = (...grants: Uint8Array[]) =>
  signGrantList(issuing.signer, { issuedAt: keys.issuedAt, county: COUNTY, grants });

/** Address → body; what is not there is a network that is away. */
let served: Map<string, Uint8Array>;
let kept: Map<string, Response>;
let asked: string[];
beforeEach(() => {
  served = new Map();
  kept = new Map();
  asked = [];
  const without = (address: string) => address.split('?')[0];
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (address: string) => [...kept].find(([key]) => without(key) === without(address))?.[1].clone(),
      put: async (address: string, response: Response) => void kept.set(address, response),
      keys: async () => [...kept.keys()].map((url) => ({ url })),
      delete: async ({ url }: { url: string }) => kept.delete(url),
    }),
  });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    const body = served.get(address);
    if (!body) throw new TypeError('no network');
    return new Response(Uint8Array.from(body));
  });
  vi.resetModules();
});
afterEach(() => vi.unstubAllGlobals());

async function verdict() {
  const { granted } = await import('./grants.ts');
  return verifyCode(text, { ...context(), granted });
}
const keep = async (now: number) => (await import('./grants.ts')).keepGrantsOf(COUNTY, keys, now);
const single = async (bytes: Uint8Array) => `/.well-known/liangma/grant/${toHex(await grantRef(bytes, sha256))}`;
const LIST = `/.well-known/liangma/grants/${COUNTY}`;

test('a grant that was never stored makes the verdict unsure without network', async () => {
  expect(await verdict()).toEqual({ verdict: 'unsure', reasons: ['unknown-key'] });
});

test('a grant stored with its county’s list needs no network', async () => {
  served.set(LIST, await listOf(other, signed));
  await keep(0);
  served.clear();
  expect(await verdict()).toMatchObject({ verdict: 'genuine' });
  expect(asked).toEqual([LIST]);
});

test('a grant fetched alone is stored', async () => {
  served.set(await single(signed), signed);
  expect(await verdict()).toMatchObject({ verdict: 'genuine' });
  served.clear();
  expect(await verdict()).toMatchObject({ verdict: 'genuine' });
});

test('a grant that differs from its hash is refused and not stored', async () => {
  served.set(await single(signed), other);
  expect(await verdict()).toEqual({ verdict: 'unsure', reasons: ['unknown-key'] });
  expect(kept.size).toBe(0);
});

test('a newer list drops ended grants, a stranger’s list changes nothing, and a list is not requested every minute', async () => {
  served.set(LIST, await listOf(signed, other));
  await keep(0);
  expect(kept.size).toBe(2);
  served.set(LIST, await listOf(other));
  await keep(60_000);
  expect([kept.size, asked.length]).toEqual([2, 1]);
  await keep(3_600_000);
  expect([...kept.keys()]).toEqual([`${await single(other)}?county=${COUNTY}`]);
  const stranger = await signGrantList(device.signer, { issuedAt: 0, county: COUNTY, grants: [signed] });
  served.set(LIST, stranger);
  await keep(7_200_001);
  expect([...kept.keys()]).toEqual([`${await single(other)}?county=${COUNTY}`]);
});

test('the county of a code is that of its enterprise, else of its agency', async () => {
  const { countyOfCode } = await import('./grants.ts');
  const { claims } = await (async () => {
    served.set(await single(signed), signed);
    return verdict();
  })();
  expect(claims && countyOfCode(claims)).toBe('620623');
  expect(claims && countyOfCode({ ...claims, agency: '6206-SCJG' })).toBe('620623');
});
