export const dates = {
  today: '今天',
  tomorrow: '明天',
  yesterday: '昨天',
  /** The year only where it is not this one. */
  date: (year: number | undefined, month: number, day: number): string =>
    `${year ? `${year} 年 ` : ''}${month} 月 ${day} 日`,
  daysAgo: (days: number): string => `${days} 天前`,
};
