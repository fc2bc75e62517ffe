import type { start as zhCN } from './starting.zh-CN.ts';

export const start: typeof zhCN = {
  askTitle: 'The business has not answered yet',
  askText: 'Start once they have confirmed. Choose how:',
  scan: 'Scan their receipt code',
  assist: 'They have no phone: confirm for them',
  agreed: 'They agreed in person: start',
  started: (time) => `Inspection started ${time}`,
  undo: 'Undo',
};
