import { accountImport } from '@liangma/shared/access/account-import';
import { matterImport } from '@liangma/shared/matters/matter-import';
import { agencyImport } from '@liangma/shared/registry/import/agencies';
import type { RawCell } from '@liangma/shared/registry/import/cell';
import { readHeading } from '@liangma/shared/registry/import/column';
import { enterpriseImport } from '@liangma/shared/registry/import/enterprises';
import type { ImportKindName } from '@liangma/shared/registry/import/import-kind';
import { officerImport } from '@liangma/shared/registry/import/officers';

const KINDS = [agencyImport, officerImport, matterImport, enterpriseImport, accountImport];

/** Kind that has all its required columns among the headings: people choose the wrong content for a file. */
export const kindOfHeadings = (headings: readonly RawCell[]): ImportKindName | undefined =>
  KINDS.find(({ columns }) => readHeading(columns, headings).problems.length === 0)?.name;
