import { describe, expect, test } from 'vitest';
import { DAY } from '../kernel/instant.ts';
import { type ChainNeighbours, forcedUpTo, linkAlert, missingBefore } from './chain.ts';

const [hash, before, after] = ['aa', 'bb', 'cc'];
const chain = (neighbours?: Partial<ChainNeighbours>) => ({
  lastSeq: 5,
  lastHash: '55',
  ...(neighbours ? { neighbours: { taken: false, before: undefined, after: undefined, ...neighbours } } : {}),
});

test.each([
  [5, undefined],
  [6, undefined],
  [7, { from: 6, to: 6 }],
  [9, { from: 6, to: 8 }],
])('[SYNC-3] what is missing before number %i of a chain that has come to 5', (seq, missing) => {
  expect(missingBefore(seq, chain())).toEqual(missing);
});

describe('[SYNC-3] how an event follows the others', () => {
  test.each([
    ['the next one', { seq: 6, prev: '55' }, chain(), undefined],
    ['the next one, after another than the last', { seq: 6, prev: before }, chain(), 'chain-broken'],
    ['after a gap', { seq: 8, prev: before }, chain(), 'gap-forced'],
    ['for a gap, between two that it fits', { seq: 3, prev: before }, chain({ before, after: hash }), undefined],
    ['for a gap, beside others that are missing', { seq: 3, prev: before }, chain({}), undefined],
    ['for a gap, after another than it names', { seq: 3, prev: before }, chain({ before: '99' }), 'chain-broken'],
    ['for a gap, before one that names another', { seq: 3, prev: before }, chain({ before, after }), 'chain-broken'],
    ['under a number that is taken', { seq: 3, prev: before }, chain({ before, taken: true }), 'chain-broken'],
    ['of which nothing beside it was looked at', { seq: 3, prev: before }, chain(), 'chain-broken'],
  ])('%s', (_, link, given, alert) => {
    expect(linkAlert({ ...link, hash }, given)).toBe(alert);
  });
});

const gapWait = 5 * DAY;
const waiting = (...rows: [deviceSeq: number, receivedAt: number][]) =>
  rows.map(([deviceSeq, receivedAt]) => ({ deviceSeq, receivedAt }));

test.each([
  ['a moment before', gapWait - 1, waiting([3, 0]), undefined],
  ['when five days are over', gapWait, waiting([3, 0]), 3],
  ['with one before it that waits a shorter time', gapWait, waiting([3, DAY], [4, 0]), 4],
  ['with a later gap that is younger', gapWait, waiting([3, 0], [6, DAY]), 3],
  ['with nothing that waits', gapWait, [], undefined],
])('[SYNC-3] up to where a chain is forced %s', (_, now, rows, upTo) => {
  expect(forcedUpTo(rows, now, { gapWait })).toBe(upTo);
});
