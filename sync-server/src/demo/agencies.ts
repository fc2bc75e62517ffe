/**
 * The inspecting agencies of the county, as counties of Gansu have them, its township governments, and the
 * offices that supervise them. Three show a rule: one is inactive and one not announced (QUAL-1), one is an
 * entrusted organisation whose 委托书 is not filed (QUAL-2).
 */
import { type Agency, agencyIdSchema } from '@liangma/shared/registry/agency';
import * as v from 'valibot';
import { COUNTY, hasGovernment, TOWNSHIPS } from './regions.ts';

const ANNOUNCED = '2025-09-15';

type Special = Partial<Pick<Agency, 'kind' | 'announced' | 'active' | 'entrustedBy' | 'entrustmentFiled' | 'region'>>;

function agency(id: string, name: string, special: Special = {}): Agency {
  return {
    id: v.parse(agencyIdSchema, id),
    name,
    kind: 'organ',
    region: id.replace(/-.*$/, ''),
    announced: ANNOUNCED,
    active: true,
    entrustedBy: null,
    entrustmentFiled: false,
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
  agency(`${COUNTY.code}-STHJ`, '武威市生态环境局天祝分局'),
  ofCounty('XFJY', '消防救援大队', { kind: 'authorised' }),
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
  ofCounty('QXJ', '气象局', { kind: 'authorised' }),
  agency(`${COUNTY.code}-SWJ`, `国家税务总局${COUNTY.name}税务局`),
  ofCounty('LSJ', '粮食和物资储备局', { active: false }),
  ofCounty('SJJ', '数据局', { announced: null }),
  ofCounty('NYNC01', '动物卫生监督所', {
    kind: 'entrusted',
    entrustedBy: v.parse(agencyIdSchema, `${COUNTY.code}-NYNC`),
  }),
];

const TOWNSHIP_GOVERNMENTS = TOWNSHIPS.filter(hasGovernment).map(({ code, name }) =>
  agency(`${code}-XZZF`, `${COUNTY.name}${name}人民政府`),
);

/** They supervise and do not inspect, so no qualification of theirs is announced. */
const SUPERVISORS: readonly Agency[] = [
  agency('6206-SFJ', '武威市司法局', { announced: null }),
  agency('62-SFT', '甘肃省司法厅', { announced: null }),
];

export const AGENCIES: readonly Agency[] = [...BUREAUS, ...TOWNSHIP_GOVERNMENTS, ...SUPERVISORS];

export const isSupervisor = ({ id }: Agency): boolean => SUPERVISORS.some((agency) => agency.id === id);

/** May it inspect at all (QUAL-1, QUAL-2)? */
export const isQualified = ({ active, announced, kind, entrustmentFiled }: Agency): boolean =>
  active && announced !== null && (kind !== 'entrusted' || entrustmentFiled);

const byId = new Map<string, Agency>(AGENCIES.map((agency) => [agency.id, agency]));

export const agencyById = (id: string): Agency | undefined => byId.get(id);

export const MARKET_SUPERVISION = `${COUNTY.code}-SCJG`;
export const EMERGENCY_MANAGEMENT = `${COUNTY.code}-YJGL`;
