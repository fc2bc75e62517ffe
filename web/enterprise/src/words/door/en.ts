import type { door as zh } from './zh-CN.ts';

export const door: typeof zh = {
  confirm: 'Let them in',
  refuse: 'I refuse',
  reject: 'Refuse inspection',
  scan: 'Scan another code',
  retry: 'Check again',
  report: 'Report it',
  evaluate: 'Evaluate this inspection',
  call: 'Call 12345',
  read: 'Read aloud',
  bans: 'Five bans',
  rights: 'My rights',
  codes: 'My codes',
  large: 'Large type',
  normal: 'Normal type',
  otherLanguage: '中文',
  otherLocale: 'zh-CN',
  checking: 'Checking…',
  more: 'More',
  title: 'Inspection task code',
  reading: 'Reading your records…',
  notLoaded:
    'What this step needs has not arrived; the network is probably weak. Move to where the signal is better and press again.',
};
