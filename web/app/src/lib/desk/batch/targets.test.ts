import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { expect, test } from 'vitest';
import { anEnterprise } from '../../../../../../shared/test/builders.ts';
import { linesOf, matching } from './targets.ts';

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
