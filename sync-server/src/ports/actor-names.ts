/** Names of the people whose accounts stand in stored rows. */
import type { Reads } from './store.ts';

/** Adds the name behind each account; null for the command line, the server itself and an account that is gone. */
export async function withActorNames<T extends { readonly actor: string }>(
  tx: Reads<'accounts'>,
  rows: readonly T[],
): Promise<(T & { actorName: string | null })[]> {
  const names = await tx.accounts.namesOf([...new Set(rows.map(({ actor }) => actor))]);
  return rows.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null }));
}
