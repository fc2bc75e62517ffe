/** Words of a code that holds, and what can be said when no words of doubt (`doubt-zh-CN.ts`) have arrived. */
import type { CodeKind } from '@liangma/shared/task-code/claims';
import type { Verdict } from '@liangma/shared/task-code/verify';
import { spaced } from '../../dates.ts';
import type { ReasonWords } from './reason-words.ts';

/** Any code that does not hold, and any that cannot be told: `no-trust`, and whatever has no words here yet. */
const inShort: Record<Exclude<Verdict['verdict'], 'genuine'>, ReasonWords> = {
  refuse: {
    title: '此码核验不通过',
    meaning: '这个码不能作为入企依据，您有权拒绝检查。',
    next: '具体原因还没有下载完，可能是网络不好。',
  },
  unsure: {
    title: '还没能核验',
    meaning: '核验数据没有下载完，可能是网络不好。这个码的真假还不知道。',
    next: '请到信号好的地方再核验一次。没有信号的，可以请来人在工作手机上登记您的答复，或者拨打 12345 念核验号核实。核验清楚之前，您可以不让来人进入。',
  },
};

const kinds: Record<CodeKind, string> = {
  routine: '日常检查',
  case: '个案检查',
  special: '专项检查',
  visit: '入企走访，不是检查',
};

export const holds = {
  inShort,
  kinds,
  joint: '联合检查',
  genuine: '检查任务码真实有效',
  genuineVisit: '入企二维码真实有效',
  validUntil: (time: string) => `${time} 前有效`,
  /** Shown by the officers' device in this moment; or made to be printed: a notice, a link, a check number. */
  presence: { live: '动态码', printed: '固定码' },
  printedMeaning:
    '这是通知书上的码（固定码），只能证明检查已经批准，证明不了来的是谁。请来人出示手机上的动态码，您再扫一次。',
  how: '怎么核验的',
  checkedHere: '由本机核验',
  statusAge: (time: string) => `撤回情况核对到${spaced(time)}`,
  nth: (n: number) => `今年第 ${n} 次检查您家（各事项合计）`,
  cap: (n: number) => `本事项每年上限 ${n} 次`,
  inspected: '企业',
  matters: '事项',
  officers: '人员',
  certificate: (number: string) => `执法证件号 ${number}`,
  unknownMatter: (id: string) => `清单里没有的事项（${id}）`,
  noBasis: '公布的清单没有写明依据',
  mayRefuse: '请核对检查人员的执法证。少于两人、证件不符、检查这里没有列出的事项，您都有权拒绝。',
  mayRefuseVisit: '走访不是检查：查账、取样、做笔录、要求整改，您都有权拒绝。',
  noHarm: '依法拒绝，不会因此受到任何不利对待。',
};
