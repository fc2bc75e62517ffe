import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Reads } from '../ports/store.ts';

/** Returns the name of the township in which an enterprise is registered; empty if its region is unknown. */
export const townshipOf = async (tx: Reads<'registry'>, { region }: Enterprise): Promise<string> =>
  (await tx.registry.region(region))?.name ?? '';
