/**
 * The published rows as matters: text of inspection-matters.tsv in, `Matter`s out. What the sources did not say
 * stays unsaid: an empty basis, no cap.
 */
import { assert } from '@liangma/shared/kernel/assert';
import { basesOf } from '@liangma/shared/matters/basis';
import { type Cap, flatCap, NO_CAP } from '@liangma/shared/matters/cap';
import { type Matter, type Method, matterSchema } from '@liangma/shared/matters/matter';
import { gradesOf } from '@liangma/shared/matters/matter-row';
import type { AgencyLevel } from '@liangma/shared/registry/agency';
import * as v from 'valibot';
import { READINGS } from './caps.ts';
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
    bases: basesOf(basisOf(row)),
    agencyCode: agencyCodeOf(row),
    levels: levelsOf(row.level ?? ''),
    target: fullwidth(row.target ?? ''),
    methods: methodsOf(row.method ?? ''),
    publicSafety: PUBLIC_SAFETY.test(row.matter ?? ''),
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

/** Returns what the sentence of the row says (`caps.ts`), else what its columns say. The sentence is kept word for word. */
function capOf(row: Row): Cap {
  const published = { text: textOf(row.cap_or_freq_text_zh), note: row.counting_note ?? '' };
  const read = READINGS[row.id ?? ''];
  return { ...NO_CAP, ...(read ?? capOfColumns(row)), published };
}

function capOfColumns(row: Row): Pick<Cap, 'limits'> {
  if (row.cap_per_year) return { limits: flatCap(Number(row.cap_per_year)).limits };
  const byGrade = row.cap_by_grade && gradesOf(row.cap_by_grade);
  return { limits: byGrade ? [byGrade] : [] };
}

/** The collector's remark that an excerpt ends before the sentence is no sentence. */
const textOf = (text = ''): string => (text.startsWith('(excerpt') ? '' : text);

/** Words of the method column → methods; how enterprises are drawn (双随机) is no method. */
const METHOD_WORDS: readonly (readonly [RegExp, Method])[] = [
  [/(?<!非)现场|执法检查|入企|实地|抽查|随机/, 'on-site'],
  [/书面|内业/, 'written'],
  [/网络/, 'online'],
  [/非现场|智慧/, 'remote'],
];

const methodsOf = (text: string): Method[] =>
  METHOD_WORDS.filter(([words]) => words.test(text)).map(([, method]) => method);

const LEVELS: readonly (readonly [RegExp, AgencyLevel])[] = [
  [/省|自治区/, 'province'],
  [/市/, 'prefecture'],
  [/县|区级/, 'county'],
  [/乡/, 'township'],
];

/** 县以上 takes in every level above. */
const levelsOf = (text: string): AgencyLevel[] =>
  text === '县以上'
    ? ['province', 'prefecture', 'county']
    : LEVELS.filter(([words]) => words.test(text)).map(([, level]) => level);

/** Matters about dangerous goods, mines, fire, food, medicine and special equipment touch public safety. */
const PUBLIC_SAFETY = /危险化学品|危化|矿|烟花|消防|金属冶炼|屠宰|治安|防火|工贸企业安全/;

const FULLWIDTH: Readonly<Record<string, string>> = { '(': '（', ')': '）', ';': '；', ',': '，', ':': '：' };

/** The collected text has halfwidth punctuation; official Chinese has none. */
const fullwidth = (text: string): string => text.replace(/[();,:]/g, (mark) => FULLWIDTH[mark] ?? mark).trim();
