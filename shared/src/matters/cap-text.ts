/** States a cap in the words of official lists: desk, notice and catalog say what is counted, not what was published once. */

import type { AgencyLevel } from '../registry/agency.ts';
import type { Amount, Cap, Exemption, Floor, Limit } from './cap.ts';

export const LEVEL_WORDS: Readonly<Record<AgencyLevel, string>> = {
  province: '省级',
  prefecture: '市级',
  county: '县级',
  township: '乡级',
};

export const EXEMPTION_WORDS: Readonly<Record<Exemption, string>> = {
  complaint: '投诉举报',
  referral: '转办交办',
  'data-monitoring': '数据监测',
  'own-request': '企业申请',
  'by-statute': '法律法规另有规定',
  'offsite-clue': '非现场监管线索核查',
  'assisting-superior': '配合上级检查',
  audit: '稽查',
  'media-report': '媒体曝光',
  rectification: '整改核查',
  'licence-review': '许可核查',
  'poor-credit': '信用等级差的企业增加抽查',
  emergency: '紧急情形',
};

/** Returns a sentence for each limit and floor, in their order; none where the list states none. */
export const capInChinese = ({ limits, floors, coverage }: Cap): string[] => [
  ...limits.map(limitInChinese),
  ...floors.map(floorInChinese),
  ...(coverage ? [`全年抽查比例${coverage.atLeast ? '不低于' : ''} ${coverage.percent}%`] : []),
];

function limitInChinese(limit: Limit): string {
  const { nature, inPrinciple, exceptGrades, exempt, months } = limit;
  const details = [
    limit.condition && '以上年度无行政处罚（处理）记录为前提',
    exceptGrades.length > 0 && `${exceptGrades.join('、')} 级按监管需要确定`,
    months.length > 0 && `计划月份：${spans(months)}`,
    limit.counts === 'planned' && '不包括个案检查和上级部署的专项检查',
    limit.binds === 'list' && '约束该主体全部检查',
    exempt && `不受限：${exempt.map((id) => EXEMPTION_WORDS[id]).join('、')}`,
  ].filter(Boolean);
  const number = `${inPrinciple ? '原则上' : ''}${whoAndWhat(limit)}${amountInChinese(limit.amount, nature)}`;
  return details.length > 0 ? `${number}（${details.join('；')}）` : number;
}

/** Agencies, kind of inspection, period and place, in this order. */
function whoAndWhat({ agencies, matters, counts, per, nature }: Limit): string {
  const who =
    agencies === 'own' ? '' : agencies === 'level' ? '同级各主体合计' : `${agencies.map(short).join('、')}累计`;
  const what = matters === 'all' ? '全部事项合计' : matters === 'this' ? '' : `与事项 ${matters.join('、')} 合计`;
  const kind = { inspections: '', planned: '有计划的检查', supervisory: '督导检查另计，' }[counts];
  const place = per === 'premises' ? '同一企业同一经营场所' : '同一企业';
  return `${[who, what].filter(Boolean).join('，')}${who || what ? '，' : ''}${kind}${place}每年${nature === 'planned' ? '计划' : ''}`;
}

const short = (level: AgencyLevel): string => LEVEL_WORDS[level].slice(0, 1);

function amountInChinese(amount: Amount, nature: Limit['nature']): string {
  const most = nature === 'planned' ? '' : '不超过';
  switch (amount.by) {
    case 'flat':
      return `${most} ${amount.perYear} 次`;
    case 'grade':
      return `按${amount.scale || '分级分类等级'}，${pairs(
        Object.entries(amount.perYear).map(([grade, n]) => [`${grade} 级`, n]),
        most,
      )}`;
    case 'mark':
      return `按${amount.scale}，${pairs(
        amount.perYear.map(({ value, perYear }) => [value, perYear]),
        most,
      )}`;
    case 'level':
      return pairs(
        Object.entries(amount.perYear).map(([level, n]) => [LEVEL_WORDS[level as AgencyLevel], n]),
        most,
      );
  }
}

const pairs = (entries: readonly (readonly [string, number])[], most: string): string =>
  entries.map(([name, n]) => `${name}${most} ${n} 次`).join('、');

function floorInChinese({ times, years, target, seasons, occasion }: Floor): string {
  const season = seasons.map(({ from, to }) => `${dayOfYear(from)}至${dayOfYear(to)}`).join('、');
  const when = season || (years === 1 ? '每年' : `每 ${years} 年`);
  return `${target}${target && '，'}${when}${occasion}不少于 ${times} 次`;
}

const dayOfYear = (monthDay: string): string => `${Number(monthDay.slice(0, 2))} 月 ${Number(monthDay.slice(3))} 日`;

/** Months in a row as one span. */
function spans(months: readonly number[]): string {
  const sorted = [...months].sort((a, b) => a - b);
  const [first, last] = [sorted[0] as number, sorted.at(-1) as number];
  const inRow = sorted.length > 1 && last - first === sorted.length - 1;
  return inRow ? `${first} 月至 ${last} 月` : `${sorted.join('、')} 月`;
}
