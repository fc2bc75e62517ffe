import { expect, test } from 'vitest';
import { boundSeen } from './bound-seen.ts';
import type { Draft } from './draft.ts';
import { mergeDrafts } from './merge.ts';

const [mine, hers] = ['a'.repeat(32), 'b'.repeat(32)] as unknown as [keyof Draft['seen'], keyof Draft['seen']];
const entry = (device: typeof mine, at: number, value = 'x') => ({ value, by: 'O0001', device, at });
const bounds = { own: new Set<string>([mine]), kept: { seen: { [hers]: 50 }, items: {} } as Draft, latest: 100 };

test('[DRAFT-6] who says to have seen all that another will ever enter drops nothing that is entered later', () => {
  const forged = { seen: { [mine]: 60, [hers]: 8.64e15 }, items: {} } as Draft;
  const held = mergeDrafts(bounds.kept, boundSeen(forged, bounds));
  const later = { seen: { [hers]: 120 }, items: { place: [entry(hers, 120, 'hers')] } } as unknown as Draft;
  expect(mergeDrafts(held, later).items).toEqual({ place: [entry(hers, 120, 'hers')] });
});

test('[DRAFT-6] an entry of another device from the time to come is not taken in; one of the own whose clock is ahead is', () => {
  const sent = {
    seen: { [mine]: 500, [hers]: 500 },
    items: { place: [entry(hers, 500)], note: [entry(mine, 500)] },
  } as unknown as Draft;
  expect(boundSeen(sent, bounds)).toEqual({ seen: { [mine]: 500, [hers]: 100 }, items: { note: [entry(mine, 500)] } });
});

test('[DRAFT-6] what the server holds already of a device whose clock is ahead stays as it is', () => {
  const kept = { seen: { [hers]: 900 }, items: { place: [entry(hers, 900)] } } as unknown as Draft;
  expect(boundSeen(kept, { ...bounds, kept })).toEqual(kept);
});
