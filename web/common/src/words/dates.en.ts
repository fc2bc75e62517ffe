import type { dates as zh } from './dates.zh-CN.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const dates: typeof zh = {
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  date: (year, month, day) => `${day} ${MONTHS[month - 1]}${year ? ` ${year}` : ''}`,
  daysAgo: (days) => `${days} days ago`,
};
