import { flatCap, NO_CAP } from '@liangma/shared/matters/cap';
import { expect, test } from 'vitest';
import { desk } from '#lib/words/desk/desk.zh-CN.ts';
import { changes } from '#lib/words/shell/changes.zh-CN.ts';
import { sayChange } from './say-change.ts';

const words = {
  changes,
  matters: desk.matters,
  window: ({ from, to }: { from: number; to: number }) => `${from}–${to}`,
};
const of = { matter: 'M901', title: '食品生产' };

test.each([
  [{ field: 'window', signed: { from: 1, to: 2 }, now: { from: 1, to: 3 } }, ['检查时段', '1–2', '1–3']],
  [{ field: 'enterprise-gone', signed: '雪域' }, ['企业名称', '雪域', '登记库中已没有']],
  [{ field: 'officer-suspended', officer: '王建国' }, ['王建国：执法资格', '有效', '已暂停执法']],
  [{ field: 'matter-gone', ...of }, ['食品生产：公布清单', '在清单内', '已不在清单内']],
  [{ field: 'matter-basis', ...of, signed: '', now: '第一条' }, ['食品生产：法律依据', '没有写明', '第一条']],
  [
    { field: 'matter-cap', ...of, signed: NO_CAP, now: flatCap(2) },
    ['食品生产：年度检查频次上限', '清单未写明', '同一企业每年不超过 2 次'],
  ],
  [{ field: 'matter-until', ...of, signed: null, now: '2026-12-31' }, ['食品生产：有效期至', '长期', '2026-12-31']],
] as const)('[SYNC-6] a difference is said with both sides: %j', (change, [what, signed, now]) => {
  expect(sayChange(change, words)).toEqual({ what, signed, now });
});
