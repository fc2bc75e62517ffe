import { ok } from '@liangma/shared/kernel/result';
import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { expect, test } from 'vitest';
import { anEnterprise } from '../../../../../../shared/test/builders.ts';
import { linesOf, matching, rowsFor } from './targets.ts';

const shop = (name: string, id: string): ListedEnterprise => ({
  ...anEnterprise({ name }),
  id: id as never,
  township: '',
});
const bakery = shop('雪域面包店', 'X00000000002');
const two = [shop('雪域食品', 'X00000000001'), bakery];

test('pasted text is divided into lines, each once', () => {
  expect(linesOf(' 雪域食品\n\n雪域面包店，雪域食品\r\nX00000000003\t')).toEqual([
    '雪域食品',
    '雪域面包店',
    'X00000000003',
  ]);
});

test('a name or a code finds its enterprise; an unclear line finds none', () => {
  expect(matching('雪域食品', two)?.id).toBe('X00000000001');
  expect(matching('x00000000002', two)).toBe(bakery);
  expect(matching('雪域', two)).toBeUndefined();
  expect(matching('面包', [bakery])).toBe(bakery);
  expect(matching('雪域食品', [two[0] as ListedEnterprise, shop('雪域食品', 'X00000000009')])).toBeUndefined();
});

test('a name is found behind ten others that contain its signs', async () => {
  const all = Array.from({ length: 12 }, (_, i) => shop(`第1${11 - i}餐馆`, `X000000001${String(i).padStart(2, '0')}`));
  all.push(shop('第1餐馆', 'X00000000200'));
  const read = async ({ limit = 50 }: { limit?: number | undefined }) =>
    ok({ rows: all.slice(0, limit), total: all.length, next: all.length > limit ? 'next' : null });
  const reply = await rowsFor('第1餐馆', read as never);
  expect(reply.ok && matching('第1餐馆', reply.value.rows)?.id).toBe('X00000000200');
});
