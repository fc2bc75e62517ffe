/** Enterprises of a batch, found by what a clerk pastes: a name or a code on each line. */
import { ok, type Result } from '@liangma/shared/kernel/result';
import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { enterpriseSource } from '#lib/api/lists.ts';
import type { Problem } from '#lib/api/problem.ts';

export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r\t,，;；]+/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

const isExactly = (line: string, { id, name }: ListedEnterprise): boolean => id === line.toUpperCase() || name === line;

/** The enterprise whose name or code is the line; several with that name are none. */
export function matching(line: string, found: readonly ListedEnterprise[]): ListedEnterprise | undefined {
  const exact = found.filter((enterprise) => isExactly(line, enterprise));
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  return found.length === 1 ? found[0] : undefined;
}

const AT_ONCE = 4;
const FEW = 10;

type Read = typeof enterpriseSource.read;

/** A search finds 第10餐馆 for 第1餐馆 too: where the name itself is not among the first rows, more are read. */
export async function rowsFor(line: string, read: Read): ReturnType<Read> {
  const few = await read({ q: line, limit: FEW });
  const isEnough = !few.ok || few.value.next === null || few.value.rows.some((row) => isExactly(line, row));
  return isEnough ? few : read({ q: line, limit: MAX_PAGE_ROWS });
}

/** Looks up each line; `progress` hears how many were looked up. */
export async function findTargets(
  lines: readonly string[],
  progress: (done: number) => void,
): Promise<Result<{ readonly found: ListedEnterprise[]; readonly unknown: string[] }, Problem>> {
  const results = new Map<string, ListedEnterprise | undefined>();
  const waiting = [...lines];
  let trouble: Problem | undefined;
  const work = async (): Promise<void> => {
    for (let line = waiting.shift(); line !== undefined && !trouble; line = waiting.shift()) {
      const reply = await rowsFor(line, enterpriseSource.read);
      if (!reply.ok) trouble = reply.error;
      else results.set(line, matching(line, reply.value.rows));
      progress(results.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (trouble) return { ok: false, error: trouble };
  const found = lines.flatMap((line) => results.get(line) ?? []);
  return ok({
    found: [...new Map(found.map((enterprise) => [enterprise.id, enterprise])).values()],
    unknown: lines.filter((line) => results.get(line) === undefined),
  });
}
