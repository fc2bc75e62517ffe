/** Words of the first screen. */
import type { Locale } from '@liangma/web-common/locales';

export const door = {
  confirm: '确认，请进',
  refuse: '我要拒绝',
  reject: '拒绝检查',
  scan: '扫新码',
  retry: '再核验一次',
  report: '举报',
  evaluate: '评价这次检查',
  runBy: (name: string) => `主办：${name}`,
  address: (host: string) => `网址应当是 ${host}`,
  answer: '您的答复',
  read: '朗读',
  large: '大字',
  normal: '标准字',
  otherLanguage: 'English',
  otherLocale: 'en' as Locale,
  checking: '正在核验…',
  title: '检查任务码核验',
  reading: '正在读取记录…',
  notLoaded: '没有下载完，可能是网络不好。请到信号好的地方再按一次，或者请来人在工作手机上登记您的答复。',
};
