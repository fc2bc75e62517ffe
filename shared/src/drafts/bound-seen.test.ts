import { expect, test } from 'vitest';
import { boundSeen } from './bound-seen.ts';
import type { Draft } from './draft.ts';
import { mergeDrafts } from './merge.ts';

const [mine, hers] = ['a'.repeat(32), 'b'.repeat(32)] as unknown as [keyof Draft['seen'], keyof Draft['seen']];
const [I, SHE] = ['O0001', 'O0002'];
const entry = (device: typeof mine, at: number, value = 'x') => ({ value, by: device === mine ? I : SHE, device, at });
const sender = { officer: I, own: new Set<string>([mine]) };
const kept = { seen: { [hers]: 50 }, items: { place: [entry(hers, 50)] } } as unknown as Draft;

test('[DRAFT-6] who says to have seen all that another will ever enter drops nothing that is entered later', () => {
  const forged = { seen: { [mine]: 60, [hers]: 8.64e15 }, items: {} } as Draft;
  const held = mergeDrafts(kept, boundSeen(forged, sender, kept));
  const later = { seen: { [hers]: 120 }, items: { place: [entry(hers, 120, 'hers')] } } as unknown as Draft;
  expect(mergeDrafts(held, later).items).toEqual({ place: [entry(hers, 120, 'hers')] });
});

test('[DRAFT-6] a device adds no entry of another device, and none in another officer’s name', () => {
  const sent = {
    seen: { [mine]: 500, [hers]: 60, [`${'c'.repeat(32)}`]: 7 },
    items: {
      place: [entry(hers, 50, 'y'), entry(hers, 60)],
      note: [entry(mine, 500), { ...entry(mine, 499), by: SHE }],
    },
  } as unknown as Draft;
  expect(boundSeen(sent, sender, kept)).toEqual({
    seen: { [mine]: 500, [hers]: 50 },
    items: { note: [entry(mine, 500)] },
  });
});

test('[DRAFT-6] entries of another device that the server has stay, and may be replaced by who saw them', () => {
  expect(boundSeen(kept, sender, kept)).toEqual(kept);
  const replaced = { seen: { [mine]: 60, [hers]: 50 }, items: { place: [entry(mine, 60)] } } as unknown as Draft;
  expect(mergeDrafts(kept, boundSeen(replaced, sender, kept)).items).toEqual({ place: [entry(mine, 60)] });
});
