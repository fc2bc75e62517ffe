/**
 * The published rows as matters: text of inspection-matters.tsv in, `Matter`s out. What the sources did not say
 * stays unsaid: an empty basis, no cap.
 */
import { assert } from '@liangma/shared/kernel/assert';
import { type Cap, type Matter, matterSchema } from '@liangma/shared/matters/matter';
import * as v from 'valibot';
import { asChecklist, type Checklists } from './checklist.ts';
import { LAND_CHECKLISTS } from './checklists-land.ts';
import { MARKET_CHECKLISTS } from './checklists-market.ts';
import { PRODUCTION_CHECKLISTS } from './checklists-production.ts';
import { SERVICE_CHECKLISTS } from './checklists-services.ts';

/** The rows come from many places and years; the demo publishes them as one list on this day. */
export const LIST_VALID_FROM = '2025-01-01';

const CHECKLISTS: Checklists = {
  ...MARKET_CHECKLISTS,
  ...PRODUCTION_CHECKLISTS,
  ...LAND_CHECKLISTS,
  ...SERVICE_CHECKLISTS,
};

/** Words in the name of the publishing agency → code of the county agency with that work. */
const AGENCY_CODES: readonly (readonly [RegExp, string])[] = [
  [/应急管理/, 'YJGL'],
  [/工业和信息化/, 'GXJ'],
  [/农业农村/, 'NYNC'],
  [/人力资源|劳动保障/, 'RSJ'],
  [/生态环境/, 'STHJ'],
  [/卫生健康/, 'WSJK'],
  [/公安/, 'GAJ'],
  [/消防/, 'XFJY'],
  [/交通运输/, 'JTYS'],
  [/林业|秦岭/, 'LYCY'],
  [/发展和改革/, 'FGJ'],
  [/水利/, 'SWU'],
  // Sports lie with the culture and tourism bureau in the counties of Gansu.
  [/文旅|文化和旅游|体育/, 'WHLY'],
  [/市场监/, 'SCJG'],
  // “各行政执法主体”: the county's general enforcement bureau.
  [/各行政执法主体/, 'ZHZF'],
];

/**
 * Rows that rest on a document of their own province, which binds nobody in the demo's county in Gansu: there the demo names
 * the national rule for the same inspections.
 */
const NATIONAL_BASIS: Readonly<Record<string, string>> = {
  M029: '《中华人民共和国环境保护法》第二十四条',
  M031: '《优化营商环境条例》（国务院令第722号）第五十四条',
  M033: '《中华人民共和国环境保护法》第二十四条',
  M052: '《中华人民共和国民办教育促进法》',
};

type Row = Readonly<Record<string, string>>;

export function publishedMatters(tsv: string): Matter[] {
  const [head = '', ...lines] = tsv.trimEnd().split(/\r?\n/);
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return matterOf(Object.fromEntries(columns.map((column, i) => [column, (cells[i] ?? '').trim()])));
  });
}

function matterOf(row: Row): Matter {
  const id = row.id ?? '';
  return v.parse(matterSchema, {
    id,
    title: fullwidth(row.matter ?? ''),
    basis: basisOf(row),
    agencyCode: agencyCodeOf(row),
    cap: capOf(row),
    validFrom: LIST_VALID_FROM,
    validTo: null,
    checklist: asChecklist(CHECKLISTS[id] ?? []),
    source: { place: row.source_place, url: row.source_url, invented: false },
  });
}

/** Strips the collector's remark that one row has behind its basis. */
const basisOf = (row: Row): string =>
  NATIONAL_BASIS[row.id ?? ''] ?? fullwidth((row.legal_basis ?? '').replace('[source spelling]', ''));

/** Ignores agencies in brackets, which take part but do not own the matter. */
function agencyCodeOf(row: Row): string {
  const owner = (row.agency ?? '').replace(/\(.*\)/, '');
  const hit = AGENCY_CODES.find(([words]) => words.test(owner));
  assert(hit, `no agency code for ${row.agency}`);
  return hit[1];
}

const GRADE_CAP = /^([A-E]):(\d+)$/;
const LEVEL_CAP = /^标准化一级:|^二级:|^三级:|^未定级:/;

/**
 * Returns one number, or a number for each grade A–E. Some sources cap by another scale (标准化等级); which level an enterprise
 * has is not in the registry, so its largest number is taken: it holds at every level. Frequencies that are
 * a floor (消防 “1/3”: once in three years) are no cap.
 */
function capOf(row: Row): Cap {
  const perYear = Number(row.cap_per_year);
  if (row.cap_per_year) return { kind: 'flat', perYear };
  const parts = (row.cap_by_grade ?? '').split(';').filter(Boolean);
  const grades = parts.flatMap((part) => GRADE_CAP.exec(part)?.slice(1) ?? []);
  if (grades.length > 0) return { kind: 'by-grade', perYear: pairs(grades) };
  const levels = parts.length > 0 && parts.every((part) => LEVEL_CAP.test(part));
  if (levels) return { kind: 'flat', perYear: Math.max(...parts.map((part) => Number(part.split(':')[1]))) };
  return { kind: 'none-stated' };
}

function pairs(flatPairs: readonly string[]): Record<string, number> {
  const record: Record<string, number> = {};
  for (let i = 0; i < flatPairs.length; i += 2) record[flatPairs[i] as string] = Number(flatPairs[i + 1]);
  return record;
}

const FULLWIDTH: Readonly<Record<string, string>> = { '(': '（', ')': '）', ';': '；', ',': '，', ':': '：' };

/** The collected text has halfwidth punctuation; official Chinese has none. */
const fullwidth = (text: string): string => text.replace(/[();,:]/g, (mark) => FULLWIDTH[mark] ?? mark).trim();
