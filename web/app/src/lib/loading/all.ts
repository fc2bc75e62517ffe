/** Several fetches as one: all good, or the first trouble. */
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from '#lib/api/problem.ts';

type Fetches = Record<string, Promise<Result<unknown, Problem>>>;
type Values<F extends Fetches> = {
  [K in keyof F]: F[K] extends Promise<Result<infer T, Problem>> ? T : never;
};

export async function all<F extends Fetches>(fetches: F): Promise<Result<Values<F>, Problem>> {
  const values: Record<string, unknown> = {};
  for (const [name, fetch] of Object.entries(fetches)) {
    const result = await fetch;
    if (!result.ok) return result;
    values[name] = result.value;
  }
  return { ok: true, value: values as Values<F> };
}
