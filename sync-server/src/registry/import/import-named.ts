import type { ImportKindName } from '@liangma/shared/registry/import/import-kind';
import type { ImportReport } from '@liangma/shared/registry/import/report';
import { type ImportRequest, importFile } from './import-file.ts';
import { agencyKind, enterpriseKind, officerKind } from './stored-kinds.ts';

type Tools = Parameters<typeof importFile>[0];

/** Imports a file of the named kind. */
export function importNamed(deps: Tools, kind: ImportKindName, request: ImportRequest): Promise<ImportReport> {
  switch (kind) {
    case 'agencies':
      return importFile(deps, agencyKind, request);
    case 'officers':
      return importFile(deps, officerKind, request);
    case 'enterprises':
      return importFile(deps, enterpriseKind, request);
    default:
      throw new Error(`${kind} cannot be imported yet`);
  }
}
