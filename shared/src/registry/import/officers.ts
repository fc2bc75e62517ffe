/** Rows of officers (执法人员) in files. */
import * as v from 'valibot';
import type { Day } from '../../kernel/instant.ts';
import { err, ok } from '../../kernel/result.ts';
import { type Officer, officerSchema } from '../officer.ts';
import { agencyIn, invalid } from './agencies.ts';
import { readCode, readDay, readPhone, readText } from './cell.ts';
import { column, type RowValues, readAgency } from './column.ts';
import { type ImportKind, Values } from './import-kind.ts';
import type { CellProblem } from './problem.ts';

export const OFFICER_COLUMNS = [
  column(
    'certificate',
    ['执法证号', '执法证件号', '证件号码', '证号'],
    readCode(/^\d{8,14}$/, '8 至 14 位数字'),
    '62062300017',
    { required: true, digits: true },
  ),
  column('name', ['姓名'], readText(40), '（示例）王建国', { required: true }),
  column('agency', ['所属检查主体', '所属主体', '所属单位', '所属机关', '检查主体编码'], readAgency, '620623-SCJG', {
    required: true,
  }),
  column('validFrom', ['证件有效期起', '发证日期', '有效期起'], readDay, '2024-06-01', { required: true }),
  column('validTo', ['证件有效期止', '有效期至', '有效期止'], readDay, '2029-05-31', { required: true }),
  column('department', ['所在部门', '部门', '科室', '内设机构'], readText(40), '综合执法股'),
  column('phone', ['联系电话', '电话', '手机号码'], readPhone, '0935-3120000'),
  column('leftOn', ['离岗日期', '调离日期'], readDay, ''),
  column('id', ['人员编号', '编号'], readCode(/^O\d{4,14}$/, '字母 O 加 4 至 14 位数字'), 'O62062300017'),
] as const;

const text = (value: RowValues[string] | undefined): string => (typeof value === 'string' ? value : '');

/** True for a row of who has left by this day. */
export const hasLeft = ({ leftOn }: RowValues, today: Day): boolean => typeof leftOn === 'string' && leftOn <= today;

export const officerImport: ImportKind<Officer> = {
  name: 'officers',
  columns: OFFICER_COLUMNS,
  keyColumn: 'certificate',
  // The number stays when the certificate is renewed under another number, if the file names it.
  idOf: (values) => text(values.id) || (values.certificate ? `O${text(values.certificate)}` : undefined),
  unique: (values, today, unread) =>
    values.certificate && !hasLeft(values, today) && !unread.has('leftOn')
      ? [{ field: 'certificate', value: text(values.certificate) }]
      : [],
  build(id, row, before, world) {
    const values = new Values(row);
    const problems: CellProblem[] = [];
    const agency = agencyIn(world, values.text('agency', before?.agency ?? null, null), 'agency', problems);
    if ((agency && !world.isOwnAgency(agency)) || (before && !world.isOwnAgency(before.agency)))
      problems.push({ field: 'agency', code: 'outside-region' });
    const validFrom = values.text('validFrom', before?.certificate.validFrom ?? '', '');
    const validTo = values.text('validTo', before?.certificate.validTo ?? '', '');
    if (validFrom && validTo && validTo < validFrom)
      problems.push({ field: 'validTo', code: 'days-reversed', detail: '证件有效期起' });
    if (problems.length > 0) return err(problems);
    const parsed = v.safeParse(officerSchema, {
      id,
      agency,
      name: values.text('name', before?.name ?? '', ''),
      certificate: {
        number: values.text('certificate', before?.certificate.number ?? '', ''),
        validFrom,
        validTo,
      },
      department: values.text('department', before?.department ?? '', ''),
      phone: values.text('phone', before?.phone ?? '', ''),
      leftOn: values.text('leftOn', before?.leftOn ?? null, null),
      suspended: before?.suspended ?? false,
      demo: before?.demo ?? false,
    });
    return parsed.success ? ok(parsed.output) : err([invalid(parsed.issues)]);
  },
  hasEnded: ({ leftOn }, today) => leftOn !== null && leftOn <= today,
  cells: ({ id, agency, name, certificate, department, phone, leftOn }) => ({
    certificate: certificate.number,
    name,
    agency,
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
    department,
    phone,
    leftOn: leftOn ?? '',
    id,
  }),
};
