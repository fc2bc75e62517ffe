import { expect, test } from 'vitest';
import { mayDiscard } from './discard.ts';

test('[SYNC-15] a discard needs a reason, and an export before it unless the reason says that nobody needs the record', () => {
  expect(mayDiscard(undefined, '不需要', true)).toEqual({ ok: false, error: 'reason-missing' });
  expect(mayDiscard('other', '  ', true)).toEqual({ ok: false, error: 'reason-missing' });
  expect(mayDiscard('other', '已另行立卷', false)).toEqual({ ok: false, error: 'export-first' });
  expect(mayDiscard('other', ' 已另行立卷 ', true)).toEqual({
    ok: true,
    value: { ground: 'other', note: '已另行立卷' },
  });
  for (const ground of ['entered-by-another', 'made-by-mistake'] as const)
    expect(mayDiscard(ground, '', false)).toEqual({ ok: true, value: { ground, note: '' } });
});
