/** Everybody reads the same words about what happened; the next step depends on the reader. */
import type { ReasonWords } from '@liangma/web-common/words/verdict/zh-CN';

export function withNext<K extends string, N extends K>(
  reasons: Record<K, ReasonWords>,
  next: Record<N, string>,
): Record<K, ReasonWords> {
  const replaced = Object.entries<string>(next).map(([reason, text]) => [
    reason,
    { ...reasons[reason as K], next: text },
  ]);
  return { ...reasons, ...Object.fromEntries(replaced) };
}
