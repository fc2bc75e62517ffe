import { expect, test } from 'vitest';
import { aKeptScan, aTask, DEVICE_ID, NOW, OTHER_DEVICE_ID } from '../../test/builders.ts';
import { HOUR } from '../kernel/instant.ts';
import { countingKey } from './door-keys.ts';
import type { DoorProof } from './task.ts';

const scan = (device: typeof DEVICE_ID, at: number, proof?: DoorProof) =>
  aKeptScan({ device, at, ...(proof ? { proof } : {}) });
const STRANGER = 'f'.repeat(32);
const all = [STRANGER, OTHER_DEVICE_ID, DEVICE_ID];

test('[EVAL-5] a key that has shown nothing but the number of the task never counts', () => {
  expect(countingKey(aTask('recorded'), [STRANGER])).toBeUndefined();
  const scanned = aTask('recorded', { scans: [scan(DEVICE_ID, NOW)] });
  expect(countingKey(scanned, all)).toBeUndefined();
});

test.each<[string, DoorProof, DoorProof, string]>([
  ['the key at the officers’ screen comes before one that answered earlier', 'received', 'live', OTHER_DEVICE_ID],
  ['so does one whose answer they carried', 'received', 'carried', OTHER_DEVICE_ID],
  ['of two at the screen the earlier one', 'live', 'carried', DEVICE_ID],
  ['of two that answered in time the earlier one', 'received', 'received', DEVICE_ID],
])('[EVAL-5] %s', (_, first, second, counts) => {
  const scans = [scan(OTHER_DEVICE_ID, NOW + HOUR, second), scan(DEVICE_ID, NOW, first)];
  expect(countingKey(aTask('recorded', { scans }), all)).toBe(counts);
});

test('[EVAL-5] a key that did not evaluate leaves its place to the next', () => {
  const scans = [scan(DEVICE_ID, NOW, 'live'), scan(OTHER_DEVICE_ID, NOW, 'received')];
  expect(countingKey(aTask('recorded', { scans }), [OTHER_DEVICE_ID, STRANGER])).toBe(OTHER_DEVICE_ID);
});

test('[EVAL-5] who refused at the door may say how it was, whether or not that ended the task', () => {
  const refused = aTask('refused');
  expect(countingKey(refused, [STRANGER, refused.refused.device])).toBe(refused.refused.device);
  const { device, at, event, routes } = aKeptScan();
  const kept = { device, at, event, routes, ground: 'other', note: '', proof: 'received' } as const;
  expect(countingKey(aTask('recorded', { keptRefusals: [kept] }), all)).toBe(OTHER_DEVICE_ID);
});
