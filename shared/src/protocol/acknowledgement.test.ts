import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aSealedAcknowledgement, flipped, REFUSED } from '../../test/answers.ts';
import { anEvent } from '../../test/builders.ts';
import { aDeviceKey, sha256, verifySignature } from '../../test/keys.ts';
import { toBase64Url } from '../kernel/bytes.ts';
import { encodeCbor } from '../kernel/cbor.ts';
import { parseSign1, signMap } from '../kernel/cose.ts';
import { codeText } from '../task-code/text.ts';
import {
  acknowledgementIn,
  acknowledgementText,
  bytesOfAcknowledgement,
  openAcknowledgement,
  sealAcknowledgement,
  verifyAcknowledgement,
} from './acknowledgement.ts';
import type { EventIn } from './event.ts';

const ORIGIN = 'https://liangma.example.gov.cn';
const { acknowledgement, bytes } = await aSealedAcknowledgement();
const text = acknowledgementText(ORIGIN, bytes);
const open = (scanned: string) => openAcknowledgement(scanned, verifySignature, sha256);
const verify = (given: Uint8Array) => verifyAcknowledgement(given, verifySignature, sha256);

test('the officer’s phone reads the enterprise’s confirmation without knowing the device', async () => {
  expect(await open(text)).toEqual({ ok: true, value: acknowledgement });
  const event = anEvent('acknowledgement-scanned', { ack: toBase64Url(bytes) }) as EventIn<'acknowledgement-scanned'>;
  expect(acknowledgementIn(event)).toEqual(acknowledgement);
  expect(acknowledgementIn({ ...event, data: { ack: 'AA' } })).toBeUndefined();
});

test('a refusal travels with its ground', async () => {
  const refused = await aSealedAcknowledgement({ content: REFUSED });
  expect(await verify(refused.bytes)).toEqual({ ok: true, value: refused.acknowledgement });
});

test('only the address of a return QR holds one', () => {
  expect(bytesOfAcknowledgement(` ${text}\n`)).toEqual(bytes);
  expect(bytesOfAcknowledgement(codeText(ORIGIN, bytes))).toBeUndefined();
  expect(bytesOfAcknowledgement(text.slice(text.indexOf('#') + 1))).toBeUndefined();
  expect(bytesOfAcknowledgement(`${ORIGIN}/r#`)).toBeUndefined();
});

test('no text throws, and none that is no acknowledgement opens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 250 })), async (input) => {
      const scanned = typeof input === 'string' ? input : acknowledgementText(ORIGIN, input);
      expect(await open(scanned)).toEqual({ ok: false, error: 'malformed' });
    }),
  );
});

test('whichever bit is flipped, it does not open', async () => {
  const errors = new Set<string>();
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const opened = await verify(flipped(bytes, bit));
    errors.add(opened.ok ? `opened with bit ${bit} flipped` : opened.error);
  }
  expect([...errors].sort()).toEqual(['bad-signature', 'device-mismatch', 'malformed']);
});

test('whichever digit is changed, it does not open', async () => {
  const start = text.indexOf('#') + 1;
  const place = fc.integer({ min: start, max: text.length - 1 });
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 9 }), async (at, by) => {
      const changed = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
      expect((await open(changed)).ok).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test('an acknowledgement in another device’s name is refused', async () => {
  const other = aDeviceKey();
  const named = await sealAcknowledgement({ ...other.signer, kid: idBytes(acknowledgement.device) }, acknowledgement);
  expect(await verify(named)).toEqual({ ok: false, error: 'bad-signature' });
  const own = await sealAcknowledgement(other.signer, acknowledgement);
  expect(await verify(own)).toEqual({ ok: false, error: 'device-mismatch' });
});

test('a weak key is not taken, whatever it signed', async () => {
  const publicKey = Uint8Array.of(1, ...new Uint8Array(31));
  const device = Buffer.from(await sha256(publicKey))
    .toString('hex')
    .slice(0, 32);
  const signer = { ...aDeviceKey().signer, kid: idBytes(device) };
  const weak = await sealAcknowledgement(signer, { ...acknowledgement, publicKey });
  expect(await verify(weak)).toEqual({ ok: false, error: 'device-mismatch' });
});

const payload = (() => {
  const parsed = parseSign1(bytes);
  if (!parsed.ok) throw new Error('sealed above');
  return parsed.value.payload;
})();

test.each([
  ['of another kind', 0, 'receipt'],
  ['an event id of another version', 1, new Uint8Array(16)],
  ['a time that is none', 3, -1],
  ['a digest that is too short', 4, new Uint8Array(8)],
  ['a confirmation through the officer’s device', 6, [0, 2]],
  ['a verdict that is none', 6, [3, 0]],
  ['a ground that is none', 6, 6],
  ['a ground by a number as text', 6, '0'],
  ['something more', 7, 1],
] as const)('%s is malformed, however well it is signed', async (_, field, value) => {
  const { signer } = aDeviceKey();
  expect(await verify(await signMap(signer, new Map([...payload, [field, value]])))).toEqual({
    ok: false,
    error: 'malformed',
  });
});

test('an acknowledgement without one of its fields is malformed', async () => {
  for (const field of payload.keys()) {
    const less = new Map([...payload].filter(([key]) => key !== field));
    expect(await verify(await signMap(aDeviceKey().signer, less))).toEqual({ ok: false, error: 'malformed' });
  }
  expect(encodeCbor(payload).length).toBeLessThan(bytes.length);
});

const idBytes = (id: string): Uint8Array => Uint8Array.from(Buffer.from(id, 'hex'));
