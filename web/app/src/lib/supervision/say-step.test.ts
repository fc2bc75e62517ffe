import type { TraceStep } from '@liangma/shared/supervision/trace';
import type { Task } from '@liangma/shared/tasks/task';
import { records } from '@liangma/web-common/words/records.zh-CN';
import { tasks } from '@liangma/web-common/words/tasks/zh-CN';
import { expect, test } from 'vitest';
import { editing } from '#lib/words/desk/editing.zh-CN.ts';
import { supervision } from '#lib/words/supervision/supervision.zh-CN.ts';
import { sayStep } from './say-step.ts';

const words = {
  trace: supervision.trace,
  tasks,
  records,
  fields: editing.fields,
  and: '、',
  window: '今天 10:00 – 14:00',
};
const task = { type: 'routine', matters: ['M901', 'M902'], officers: [{}, {}] } as unknown as Task;

test.each([
  ['applied', '李春梅', '需到现场', { who: '李春梅', what: '需到现场' }],
  ['edited', '李春梅', 'window whyOnSite', { who: '李春梅', what: '检查时段、入企检查的必要性' }],
  ['approved', '马永成', '', { who: '马永成', what: '日常检查，2 个事项，2 人，今天 10:00 – 14:00' }],
  [
    'approved',
    '马永成',
    '同意，注意留痕。',
    { who: '马永成', what: '日常检查，2 个事项，2 人，今天 10:00 – 14:00。审批意见：同意，注意留痕。' },
  ],
  ['review-objected', '何静', '依据引用不全', { who: '何静', what: '依据引用不全' }],
  ['withdrawn', '马永成', '时间有误', { who: '马永成', what: '理由：时间有误' }],
  ['withdrawn', '', 'grant-ended', { who: '', what: '理由：授权终止后签发。' }],
  ['granted', '马永成', '', { who: '马永成', what: '' }],
  ['issued', '王建国', '投诉有过期原料', { who: '王建国的手机', what: '投诉有过期原料' }],
  ['shown', '王建国', '', { who: '王建国的手机', what: '' }],
  ['scanned', '', 'link', { who: '企业的手机', what: '企业用手机相机扫码' }],
  ['scanned', '王建国', 'assisted', { who: '王建国的手机', what: '企业不便扫码，由执法人员代录' }],
  ['refused', '', 'no-valid-code', { who: '企业的手机', what: '没有出示有效的任务码' }],
  ['recorded', '王建国', 'ordered-to-correct', { who: '王建国的手机', what: '责令改正' }],
  ['evaluated', '', 'satisfied', { who: '', what: '满意。内容只有监督机关可见，查看已记录。' }],
  ['scanned', '', 'a-new-channel', { who: '企业的手机', what: 'a-new-channel' }],
] as const)('%s by “%s” with “%s”', (step, by, detail, said) => {
  expect(sayStep({ step, by, detail } as TraceStep, task, words)).toEqual(said);
});
