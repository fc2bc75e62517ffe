import type { CalendarView, CellState, DayKind } from '#lib/desk/calendar/calendar-grid.ts';

const views: Record<CalendarView, string> = { week: '周', month: '月' };
const kinds: Record<DayKind, string> = {
  working: '',
  weekend: '休',
  holiday: '节假日',
  'make-up': '调休上班',
  unknown: '日历未公布',
};
const states: Record<CellState, string> = {
  free: '空闲',
  busy: '有任务',
  left: '已离职',
  suspended: '暂停执法',
  uncertified: '证件无效',
};

export const calendar = {
  title: '检查日历',
  views,
  view: '显示',
  previous: { week: '上一周', month: '上一月' },
  next: { week: '下一周', month: '下一月' },
  today: '今天',
  span: (from: string, to: string) => `${from} 至 ${to}`,
  filter: '姓名、部门、企业或乡镇',
  officer: '执法人员',
  kinds,
  states,
  quiet: '安静日',
  quietNamed: (names: readonly string[]) => `斜纹为安静日：${names.join('、')}。范围见“安静生产期”。`,
  provisional: '节假日安排待公布',
  apply: (name: string, day: string) => `空闲，为${name}申请 ${day} 的检查`,
  tasks: (name: string, day: string, n: number) => `${name}，${day}，${n} 件任务`,
  none: '本机关还没有登记执法人员。',
  noneFound: '没有符合的执法人员。',
  more: (n: number) => `任务较多，只显示前 ${n} 件；请改看一周。`,
};
