/** Words of the verdict: what a code turned out to be, what that means for the enterprise, what to do next. */
import { doubt } from './doubt-zh-CN.ts';
import { holds } from './holds-zh-CN.ts';

export type { Obstacle, ReasonWords } from './reason-words.ts';

export const verdict = { ...holds, ...doubt, reasons: { ...doubt.reasons, 'no-trust': holds.inShort.unsure } };

/** 五个严禁, and the eight prohibited acts under them, numbered as they are printed and reported. */
export const bans = {
  title: '五个严禁',
  intro: '国务院办公厅对涉企行政检查的要求（国办发〔2024〕54号）。检查人员有下面的行为，您都可以举报。',
  items: [
    { name: '严禁逐利检查', acts: [1, 2, 3, 4] },
    { name: '严禁干扰企业正常生产经营', acts: [5] },
    { name: '严禁任性处罚企业', acts: [6] },
    { name: '严禁下达检查指标', acts: [7] },
    { name: '严禁变相检查', acts: [8] },
  ],
  acts: [
    '接受企业的馈赠、报酬、福利',
    '参加企业提供的宴请、娱乐、旅游',
    '由企业支付消费开支，或者把检查费用转嫁给企业',
    '强制企业接受指定的中介服务',
    '刻意要求法定代表人到场',
    '乱查封、乱扣押、乱冻结，动辄责令停产停业',
    '把考核考评、预算项目绩效与检查频次、罚没数额挂钩',
    '以观摩、督导、考察等名义行检查之实',
  ],
  mustNot: (act: string) => `不得${act.replace('，动辄', '，不得动辄')}`,
};

export const rights = {
  title: '我的权利',
  items: [
    { name: '查验身份', text: '可以要求检查人员出示执法证件和检查任务码。执法人员不得少于两人。' },
    { name: '知情', text: '检查人员应当说明检查的事项、法律依据，以及今年第几次检查。' },
    {
      name: '拒绝',
      text: '没有有效的任务码、证件不符、检查没有列出的事项，可以拒绝。依法拒绝，不会因此受到任何不利对待。',
    },
    { name: '申请回避', text: '检查人员与您有利害关系、可能影响公正的，可以要求换人。' },
    { name: '陈述和申辩', text: '对检查中的问题，可以说明情况、提出意见，检查人员应当如实记录。' },
    { name: '知道结果', text: '检查结果应当告诉您。' },
    { name: '投诉举报', text: '违法或者不当的检查，可以拨打 12345，也可以向司法行政部门反映。' },
    { name: '评价', text: '检查后可以扫通知书上的码（固定码）或者输入核验号评价。检查机关看不到是谁评的。' },
    {
      name: '复议和诉讼',
      text: '对行政处罚、查封扣押等决定不服的，可以依法申请行政复议或者提起行政诉讼。',
    },
  ],
};
