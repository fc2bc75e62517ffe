/**
 * Shares out a whole number by weight: everyone gets at least `least`, the rest goes by largest remainder
 * (Hamilton). The same weights give the same shares, so a small demo has every kind as well.
 */
import { assert } from '@liangma/shared/kernel/assert';

export function shareOut<T>(total: number, items: readonly (readonly [T, number])[], least: number): [T, number][] {
  const free = total - least * items.length;
  assert(free >= 0, 'not enough to share out');
  const weight = items.reduce((sum, [, w]) => sum + w, 0);
  const exact = items.map(([, w]) => (free * w) / weight);
  const shares = exact.map(Math.floor);
  const left = free - shares.reduce((sum, n) => sum + n, 0);
  const byRemainder = exact.map((x, i) => [x - Math.floor(x), i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of byRemainder.slice(0, left)) shares[i] = (shares[i] as number) + 1;
  return items.map(([item], i) => [item, (shares[i] as number) + least]);
}
