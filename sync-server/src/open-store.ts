/** The store that a configuration names, and its policies. The other adapters of a server are in `wiring.ts`. */
import { FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { systemClock, systemRandom } from './adapters/runtime.ts';
import { openPostgresStore, openSqliteStore } from './adapters/sql/sql-store.ts';
import { storedPolicies } from './compliance/policy-source.ts';
import type { Config } from './config.ts';
import { newId } from './ports/audit.ts';
import type { Store } from './ports/store.ts';

export function openStore({ databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>): Promise<Store> {
  const epoch = newId({ clock: systemClock, random: systemRandom });
  return databaseUrl ? openPostgresStore(databaseUrl, epoch) : openSqliteStore(dataFolder, epoch);
}

/** The policies of a store, which begins with those of the product. */
export const policiesOf = (store: Store) =>
  storedPolicies({ store, clock: systemClock }, { rows: FIRST_ROWS, years: NOTICES });
