/** docs/REGISTRY.md has every column with its headings and its example, and every code of a problem. */
import { readFileSync } from 'node:fs';
import { accountImport } from '@liangma/shared/access/account-import';
import { matterImport } from '@liangma/shared/matters/matter-import';
import { agencyImport } from '@liangma/shared/registry/import/agencies';
import { enterpriseImport } from '@liangma/shared/registry/import/enterprises';
import { UNREADABLE } from '@liangma/shared/registry/import/expected';
import { officerImport } from '@liangma/shared/registry/import/officers';
import { PROBLEM_CODES } from '@liangma/shared/registry/import/problem';
import { LINES } from '@liangma/shared/registry/lines';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../../docs/REGISTRY.md', import.meta.url), 'utf8');

test.each([agencyImport, officerImport, enterpriseImport, matterImport, accountImport])(
  'the columns of $name',
  ({ name, columns }) => {
    const section = page.split(/^###? /m).find((part) => part.startsWith(`${name} `)) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const said = rows.map((row) => {
      const [, key, headings, required, , example] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return { key: key?.replaceAll('`', ''), headings, required: required === 'yes', example };
    });
    expect(said).toEqual(
      columns.map(({ key, headings, required, example }) => ({
        key,
        headings: headings.join(', '),
        required,
        example: example.replaceAll('|', '\\|'),
      })),
    );
  },
);

test('the codes of problems, why a file cannot be read, and the lines of work', () => {
  const codes = page.slice(page.indexOf('Codes of problems:'), page.indexOf('`detail` of'));
  expect([...codes.matchAll(/`([\w-]+)`/g)].map(([, code]) => code)).toEqual([...PROBLEM_CODES]);
  for (const reason of Object.keys(UNREADABLE)) expect(page).toContain(`\`${reason}\``);
  for (const [code, word] of Object.entries(LINES)) expect(page).toContain(`${word} \`${code}\``);
});
