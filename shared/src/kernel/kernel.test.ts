import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from './bytes.ts';
import { isUuidV7, uuidFromBytes, uuidToBytes, uuidV7 } from './ids.ts';
import { dayOf, startOfDay, startOfYear, yearOf } from './instant.ts';
import { covers, shardOf } from './regions.ts';
import { isUscc, usccCheckDigit } from './uscc.ts';

test('base64url: bytes come back, and only the canonical text is taken', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)));
  expect(toBase64Url(Uint8Array.of(0xfb, 0xff))).toBe('-_8');
  expect(['-_9', 'a', 'ab=', 'a b', 'ä'].map(fromBase64Url)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a UUIDv7 carries its time and sorts by it', () => {
  const random = new Uint8Array(10).fill(255);
  const id = uuidV7(1_764_000_000_123, random);
  expect(id).toBe('019ab697-e87b-7fff-bfff-ffffffffffff');
  expect(isUuidV7(id)).toBe(true);
  expect(uuidFromBytes(uuidToBytes(id))).toBe(id);
  expect(uuidV7(1_764_000_000_124, new Uint8Array(10)) > id).toBe(true);
});

test.each([
  ['a second before midnight in China', '2026-11-24T15:59:59Z', '2026-11-24'],
  ['midnight in China', '2026-11-24T16:00:00Z', '2026-11-25'],
])('the day: %s', (_, at, day) => {
  expect(dayOf(Date.parse(at))).toBe(day);
});

test('a year begins at midnight in China', () => {
  expect(yearOf(startOfYear(2027))).toBe(2027);
  expect(yearOf(startOfYear(2027) - 1)).toBe(2026);
  expect(dayOf(startOfDay('2024-02-29'))).toBe('2024-02-29');
});

test('USCC (GB 32100): published examples hold, any changed character fails', () => {
  const good = ['91350100M000100Y43', '91110000710926094P'];
  for (const code of good) expect(isUscc(code)).toBe(true);
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  for (const at of Array.from({ length: 18 }, (_, i) => i)) {
    for (const other of alphabet) {
      const changed = good[0]?.slice(0, at) + other + good[0]?.slice(at + 1);
      expect(isUscc(changed)).toBe(changed === good[0]);
    }
  }
  expect(usccCheckDigit('9135010IM000100Y4')).toBeUndefined();
  expect(isUscc('')).toBe(false);
});

test('regions: a scope covers the regions that begin with it; the prefecture is the shard', () => {
  expect(covers('6206', '620623100')).toBe(true);
  expect(covers('620623', '620602')).toBe(false);
  expect(shardOf('620623100')).toBe('6206');
});
