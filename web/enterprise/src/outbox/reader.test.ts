import { expect, it } from 'vitest';
import { claimsAt } from '../../test/office.ts';
import { appendEvent } from './append.ts';
import { createMemoryStore } from './memory-store.ts';
import { reader } from './reader.ts';
import type { OutboxStore } from './store.ts';

const NOW = Date.UTC(2026, 10, 24, 2);
const random = () => crypto.getRandomValues(new Uint8Array(10));
const append = (store: OutboxStore, now: number) =>
  appendEvent(store, { type: 'scan', claims: claimsAt(now / 1000), text: 'x', data: {} }, now, random);
const fails = () => Promise.reject(new DOMException('the connection is closed', 'InvalidStateError'));

it('a store that fails hides neither what it had nor what the others hold', async () => {
  const [phone, page] = [createMemoryStore(), createMemoryStore()];
  let works = true;
  const failing: OutboxStore = {
    ...phone,
    records: () => (works ? phone.records() : fails()),
    codes: () => (works ? phone.codes() : fails()),
  };
  const read = reader();
  const first = await append(phone, NOW);
  expect((await read([failing])).records).toEqual([first]);
  works = false;
  const second = await append(page, NOW + 1);
  const { records, codes } = await read([failing, page]);
  expect(records).toEqual([first, second]);
  expect(codes.map(({ task }) => task)).toEqual([second.event.task, first.event.task]);
});

it('returns nothing for a store that could never be read', async () => {
  expect(await reader()([{ ...createMemoryStore(), records: fails }])).toEqual({ records: [], codes: [] });
});
