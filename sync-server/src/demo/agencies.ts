/**
 * The inspecting agencies of the county, as counties of Gansu have them, its township governments, and the
 * offices that supervise them. Three show a rule: one has ended and one is not confirmed (QUAL-1), one is an
 * entrusted organisation whose 委托书 is not filed with the
 * judicial department (QUAL-2).
 */
import { type Agency, agencyIdSchema } from '@liangma/shared/registry/agency';
import * as v from 'valibot';
import { COUNTY, hasGovernment, TOWNSHIPS } from './regions.ts';

/** An invented document. */
const CONFIRMED: Agency['confirmation'] = {
  document: '武政发〔2025〕18号（演示）',
  body: '武威市人民政府',
  day: '2025-09-15',
};
const ACTIVE_FROM = '2019-03-01';

type Special = Partial<Omit<Agency, 'id' | 'name' | 'demo'>>;

const LEVELS = new Map<number, Agency['level']>([
  [2, 'province'],
  [4, 'prefecture'],
  [6, 'county'],
  [9, 'township'],
]);

function agency(id: string, name: string, special: Special = {}): Agency {
  const region = id.replace(/-.*$/, '');
  return {
    id: v.parse(agencyIdSchema, id),
    name,
    kind: 'organ',
    parent: null,
    level: LEVELS.get(region.length) ?? 'county',
    vertical: false,
    region,
    line: id.replace(/^\d+-/, '').replace(/\d+$/, ''),
    confirmation: CONFIRMED,
    activeFrom: ACTIVE_FROM,
    activeUntil: null,
    entrustment: null,
    phone: '',
    demo: true,
    ...special,
  };
}

const ofCounty = (code: string, name: string, special?: Special): Agency =>
  agency(`${COUNTY.code}-${code}`, `${COUNTY.name}${name}`, special);

/** The codes are the ones the matters list uses. */
const BUREAUS: readonly Agency[] = [
  ofCounty('SCJG', '市场监督管理局'),
  ofCounty('YJGL', '应急管理局'),
  ofCounty('GXJ', '工业和信息化局'),
  agency(`${COUNTY.code}-STHJ`, '武威市生态环境局天祝分局', { vertical: true }),
  ofCounty('XFJY', '消防救援大队', { kind: 'authorised', vertical: true }),
  ofCounty('WSJK', '卫生健康局'),
  ofCounty('NYNC', '农业农村局'),
  ofCounty('ZJJ', '住房和城乡建设局'),
  ofCounty('JTYS', '交通运输局'),
  ofCounty('WHLY', '文体广电和旅游局'),
  ofCounty('LYCY', '林业和草原局'),
  ofCounty('GAJ', '公安局'),
  ofCounty('FGJ', '发展和改革局'),
  ofCounty('SWU', '水务局'),
  ofCounty('RSJ', '人力资源和社会保障局'),
  ofCounty('JYJ', '教育局'),
  ofCounty('ZRZY', '自然资源局'),
  ofCounty('MZJ', '民政局'),
  ofCounty('YBJ', '医疗保障局'),
  ofCounty('ZHZF', '综合行政执法局'),
  ofCounty('YCZM', '烟草专卖局'),
  ofCounty('SFJ', '司法局'),
  ofCounty('SHW', '商务局'),
  ofCounty('CZJ', '财政局'),
  ofCounty('TJJ', '统计局'),
  ofCounty('MZZJ', '民族宗教事务局'),
  ofCounty('QXJ', '气象局', { kind: 'authorised', vertical: true }),
  agency(`${COUNTY.code}-SWJ`, `国家税务总局${COUNTY.name}税务局`, { vertical: true }),
  ofCounty('LSJ', '粮食和物资储备局', { activeUntil: '2025-12-31' }),
  ofCounty('SJJ', '数据局', { confirmation: null }),
  ofCounty('NYNC01', '动物卫生监督所', {
    kind: 'entrusted',
    parent: v.parse(agencyIdSchema, `${COUNTY.code}-NYNC`),
    entrustment: {
      agency: v.parse(agencyIdSchema, `${COUNTY.code}-NYNC`),
      document: '天农发〔2025〕31号（演示）',
      validFrom: '2025-10-01',
      validTo: '2028-09-30',
      filedWithJudicial: null,
      filedWithSuperior: '2025-10-20',
      published: '2025-10-12',
    },
  }),
];

const TOWNSHIP_GOVERNMENTS = TOWNSHIPS.filter(hasGovernment).map(({ code, name }) =>
  agency(`${code}-XZZF`, `${COUNTY.name}${name}人民政府`),
);

/** They supervise and do not inspect, so no qualification of theirs is confirmed. */
const SUPERVISORS: readonly Agency[] = [
  agency('6206-SFJ', '武威市司法局', { confirmation: null }),
  agency('62-SFT', '甘肃省司法厅', { confirmation: null }),
];

export const AGENCIES: readonly Agency[] = [...BUREAUS, ...TOWNSHIP_GOVERNMENTS, ...SUPERVISORS];

export const isSupervisor = ({ id }: Agency): boolean => SUPERVISORS.some((agency) => agency.id === id);

/** May it inspect at all (QUAL-1, QUAL-2)? */
export const isQualified = ({ activeUntil, confirmation, kind, entrustment }: Agency): boolean =>
  activeUntil === null &&
  confirmation !== null &&
  (kind !== 'entrusted' || (entrustment?.filedWithJudicial ?? null) !== null);

const byId = new Map<string, Agency>(AGENCIES.map((agency) => [agency.id, agency]));

export const agencyById = (id: string): Agency | undefined => byId.get(id);

export const MARKET_SUPERVISION = `${COUNTY.code}-SCJG`;
export const EMERGENCY_MANAGEMENT = `${COUNTY.code}-YJGL`;
