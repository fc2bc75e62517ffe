/** Words of the evaluation form: phone, kiosk. */
import type { EVALUATION_QUESTIONS, SATISFACTION } from '@liangma/shared/evaluations/evaluation';

const overall: Record<(typeof SATISFACTION)[number], string> = {
  satisfied: '满意',
  'basically-satisfied': '基本满意',
  dissatisfied: '不满意',
};

/** “Yes” is the good answer to each. */
const questions: Record<(typeof EVALUATION_QUESTIONS)[number], string> = {
  'showed-code': '检查人员先出示检查任务码了吗？',
  'showed-id': '出示执法证件了吗？',
  'two-officers': '执法人员有两人以上吗？',
  'matched-code': '检查的内容和码上写的一致吗？',
  'gave-notice': '告诉您检查依据和您的权利了吗？',
  undisturbed: '您的生产经营照常进行了吗？',
  'told-result': '告诉您检查结果了吗？',
};

export const evaluation = {
  title: '评价这次检查',
  overallLabel: '总体上，您对这次检查满意吗？',
  overall,
  questionsLabel: '具体情况（说不清的可以不选）',
  questions,
  yes: '是',
  no: '否',
  actsLabel: '有没有下面的行为？',
  actsHint: '没有就不用选。选了的，由司法行政部门核实。',
  textLabel: '还想说点什么',
  textHint: '可以不写。请不要写身份证号、银行卡号。',
  left: (n: number) => `还可以写 ${n} 字`,
  whoSees: '司法行政部门能看到您的评价。检查机关只能看到 5 份以上合在一起的结果，看不到是谁评的、写了什么。',
  chooseOverall: '还没有选“满意”这一题。选好后再提交。',
  chooseFirst: '请先回答第一题',
  send: '提交评价',
  sendAgain: '提交修改',
  correctable: (days: number) => `检查结束后 ${days} 天内可以修改，以最后一次为准。`,
};
