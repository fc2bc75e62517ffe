import { expect, test } from 'vitest';
import { isCurrent } from './nav-item.ts';

test.each([
  ['/desk', '/desk', true],
  ['/desk', '/desk/apply', false],
  ['/desk/inspections', '/desk/inspections/1', true],
  ['/desk/inspections', '/desk/inspections-old', false],
])('section %s on page %s is current: %s', (href, path, current) => {
  expect(isCurrent({ href, label: '' }, path)).toBe(current);
});
