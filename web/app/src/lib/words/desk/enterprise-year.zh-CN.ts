import type { MarkKind } from '#lib/desk/enterprises/year/year-rows.ts';

const kinds: Record<MarkKind, string> = {
  done: '已到场检查',
  planned: '已签发，待检查',
  waiting: '待审批',
  'off-site': '非现场完成',
  'not-done': '未实施',
};

export const enterpriseYear = {
  title: (year: number) => `${year} 年度各机关检查情况`,
  previous: (year: number) => `${year} 年`,
  next: (year: number) => `${year} 年`,
  years: '年度',
  month: (n: number) => `${n} 月`,
  kinds,
  legend: '图例',
  own: '（本机关）',
  strip: (year: number, visits: number, agencies: number) =>
    `${year} 年 ${agencies} 个机关的 ${visits} 次检查，按月排列`,
  mark: (agency: string, window: string, type: string, state: string) => `${agency}，${window}，${type}，${state}`,
  hint: '选中记号可看日期和状态；键盘用方向键在记号间移动。',
  today: '今天',
  duplicate: '疑似重复检查',
  duplicates: (days: number, agencies: readonly string[]) =>
    `疑似重复检查：${agencies.join('、')}${days === 0 ? '在同一天检查' : `在 ${days + 1} 天内先后检查`}`,
  span: (days: number) => `不同机关的检查相隔不足 ${days} 天的，用色带相连（DUP-1）。`,
  tracks: { quiet: '安静生产期', grades: '分级分类等级', whitelist: '白名单' },
  noTrack: { quiet: '本年度没有', grades: '没有记载', whitelist: '本年度没有列入' },
  until: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`),
  none: '本年度没有机关检查过，也没有待实施的检查。',
  noneOwn: '本年度没有检查',
  caps: '本机关事项的年度频次',
  cap: (used: number, cap: number) => (Number.isFinite(cap) ? `${used} / ${cap} 次` : `${used} 次，上限待定`),
  capWaiting: (n: number) => `另有 ${n} 件待审批`,
  capReached: '已达上限',
  capExceeded: '已超上限',
  capUnsure: '按现有登记不能确定',
  capsUntouched: (n: number) => `其余 ${n} 项有上限的事项本年度未检查。`,
  capsNone: '本机关没有规定上限的事项。',
  table: { caption: '逐次列出', when: '检查时段', agency: '检查主体', type: '类型', state: '状态', near: '相近检查' },
};
