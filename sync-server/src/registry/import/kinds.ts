import type { ImportKindName } from '@liangma/shared/registry/import/import-kind';
import { matterKind } from './matter-kind.ts';
import { agencyKind, enterpriseKind, officerKind, type StoredKind } from './stored-kinds.ts';

/** Kinds whose rows are stored here; accounts are stored with their people. */
export type StoredKindName = Exclude<ImportKindName, 'accounts'>;

/** Calls `use` with the kind of this name, whatever its entries are. */
export function withKind<R>(name: StoredKindName, use: <T>(kind: StoredKind<T>) => R): R {
  switch (name) {
    case 'agencies':
      return use(agencyKind);
    case 'officers':
      return use(officerKind);
    case 'matters':
      return use(matterKind);
    case 'enterprises':
      return use(enterpriseKind);
  }
}
