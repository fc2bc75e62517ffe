import type { door as zh } from './zh-CN.ts';

export const door: typeof zh = {
  confirm: 'Let them in',
  refuse: 'I refuse',
  reject: 'Refuse',
  scan: 'Scan another code',
  retry: 'Check again',
  report: 'Report it',
  evaluate: 'Evaluate this inspection',
  runBy: (name) => `Run by ${name}`,
  address: (host) => `The address must be ${host}`,
  answer: 'Your answer',
  read: 'Read aloud',
  large: 'Large type',
  normal: 'Normal type',
  otherLanguage: '中文',
  otherLocale: 'zh-CN',
  checking: 'Checking…',
  title: 'Inspection task code',
  reading: 'Reading your records…',
  notLoaded:
    'This step could not be loaded. Your signal may be weak. Move to where it is better and press again, or ask the officers to record your answer on their work phone.',
};
