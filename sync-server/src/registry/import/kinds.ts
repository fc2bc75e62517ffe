import type { ImportKindName } from '@liangma/shared/registry/import/import-kind';
import { matterKind } from './matter-kind.ts';
import { agencyKind, enterpriseKind, officerKind, type StoredKind } from './stored-kinds.ts';

/** Kinds that are imported and exported here. */
export const STORED_KINDS = [
  'agencies',
  'officers',
  'matters',
  'enterprises',
] as const satisfies readonly ImportKindName[];
export type StoredKindName = (typeof STORED_KINDS)[number];

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
