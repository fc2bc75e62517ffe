/** Words of a code that holds, and what can be said when no words of doubt (`doubt-zh-CN.ts`) have arrived. */
import type { CodeKind } from '@liangma/shared/task-code/claims';
import type { Verdict } from '@liangma/shared/task-code/verify';
import type { ReasonWords } from './reason-words.ts';

/** Of any code that does not hold, and of one that cannot be told: `no-trust`, and whatever has no words here yet. */
const inShort: Record<Exclude<Verdict['verdict'], 'genuine'>, ReasonWords> = {
  refuse: {
    title: '此码核验不通过',
    meaning: '这个码不能作为入企依据，您有权拒绝检查。',
    next: '具体原因还没有下载完，多半是网络不好。',
  },
  unsure: {
    title: '还没能核验',
    meaning: '核验资料没有下载完，多半是网络不好。这个码的真假还不知道。',
    next: '请到信号好的地方再核验一次。核验清楚之前，您可以不让来人进入。',
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
  genuine: '检查任务码真实有效',
  genuineVisit: '入企二维码真实有效',
  validUntil: (time: string) => `${time} 前有效`,
  validFrom: (time: string) => `${time} 开始生效`,
  expiredAt: (time: string) => `有效时间到${time}`,
  /** Shown by the officers' device in this moment; or made to be printed: a notice, a link, a short number. */
  presence: { live: '动态码，本机核验', printed: '通知书上的码（固定码），本机核验' },
  printedMeaning: '这样的码只说明检查已经批准，不能说明来的是什么人。请来人出示手机上的动态码，您再扫一次。',
  statusAge: (time: string) => `撤回清单更新：${time}`,
  nth: (n: number) => `今年对您的第 ${n} 次（各事项合计）`,
  cap: (n: number) => `本事项每年上限 ${n} 次`,
  inspected: '受检',
  matters: '检查',
  officers: '来人',
  certificate: (number: string) => `证号 ${number}`,
  unknownMatter: (id: string) => `清单里没有的事项（${id}）`,
  noBasis: '公布的清单没有写明依据',
  mayRefuse: '请核对来人的执法证。少于两人、证件不符、检查这里没有列出的事项，您都有权拒绝。',
  mayRefuseVisit: '走访不是检查：查账、取样、做笔录、要求整改，您都有权拒绝。',
  noHarm: '依法拒绝不会对您有任何不利。',
};
