/** Words of the verdict: what a code turned out to be, what that means for the enterprise, what to do next. */
import type { CodeKind } from '@liangma/shared/task-code/claims';
import type { Reason } from '@liangma/shared/task-code/verify';

/** Besides the reasons of a code: the verifier itself lacks what it needs. */
export type Obstacle = 'no-trust' | 'bad-trust' | 'no-crypto';
export interface ReasonWords {
  readonly title: string;
  /** What happened and what it means. */
  readonly meaning: string;
  readonly next: string;
}

const askForNew = '您有权拒绝这次检查。请来人出示新的检查任务码；没有新码，可以请他们离开。';
const scanAgain = '请对准二维码再扫一次。还是这样，您有权拒绝检查。';
const checkAgain = '请联网后再核验一次。';
const untilClear = '核验清楚之前，您可以不让来人进入。';

const reasons: Record<Reason | Obstacle, ReasonWords> = {
  malformed: {
    title: '不是检查任务码',
    meaning: '扫到的内容不完整，或者不是检查任务码。',
    next: scanAgain,
  },
  'unsupported-version': {
    title: '码的格式不对',
    meaning: '内容不符合检查任务码的格式。',
    next: scanAgain,
  },
  'bad-signature': {
    title: '此码是假的',
    meaning: '签名核对不上：码是伪造的，或者被人改过。上面写的内容不可信，所以不显示。',
    next: '您有权拒绝检查，请他们离开，并拨打 12345 举报。',
  },
  'key-not-valid-then': {
    title: '此码签发无效',
    meaning: '签发这个码的密钥，在这段时间或者对这个机关无效。',
    next: askForNew,
  },
  'grant-invalid': {
    title: '此码授权无效',
    meaning: '现场签发这个码的设备没有有效授权。',
    next: askForNew,
  },
  'grant-exceeded': {
    title: '此码超出授权',
    meaning: '现场签发这个码的设备超出了授权的范围。',
    next: askForNew,
  },
  'not-yet-valid': {
    title: '此码还没生效',
    meaning: '还没到码上写的检查时间。',
    next: '请来人到时间再来，您有权拒绝现在检查。',
  },
  expired: {
    title: '此码已过期',
    meaning: '检查时间已经过了，不能再作为入企依据。',
    next: askForNew,
  },
  withdrawn: {
    title: '此码已撤回',
    meaning: '发码机关撤回了这个码，不能再作为入企依据。',
    next: askForNew,
  },
  'wrong-enterprise': {
    title: '不是开给您的码',
    meaning: '码上写的受检企业不是您这一家。',
    next: '您有权拒绝这次检查，请来人核对企业名称。',
  },
  copied: {
    title: '可能是翻拍的码',
    meaning: '这个码应当不断更新，现在看到的是旧的。',
    next: '请来人当面打开手机上的任务码，您再扫一次。',
  },
  'unknown-key': {
    title: '还不能判断真假',
    meaning: '这部手机不认识签发这个码的密钥。可能是新启用的，也可能是假的。',
    next: checkAgain + untilClear,
  },
  'stale-keys': {
    title: '核验资料太旧',
    meaning: '签名核对得上，但是密钥名单太久没有更新。',
    next: checkAgain,
  },
  'stale-status': {
    title: '撤回名单太旧',
    meaning: '签名真实。但是这部手机太久没有联网，不知道这个码是不是已经撤回。',
    next: `${checkAgain}也可以请来人当面打电话，向发码机关核实。`,
  },
  'unknown-matter': {
    title: '码真实，事项不明',
    meaning: '签名真实，但是检查事项不在这部手机上的公布清单里。',
    next: `${checkAgain}也可以请来人出示公布的清单和法律依据。`,
  },
  'clock-suspect': {
    title: '手机时间不对？',
    meaning: '这部手机的时间比核验资料还早，判断不了码有没有过期。',
    next: '请在手机设置里打开“自动设置时间”，再核验一次。',
  },
  'no-trust': {
    title: '还没能核验',
    meaning: '核验资料没有下载完，多半是网络不好。这个码的真假还不知道。',
    next: `请到信号好的地方再核验一次。${untilClear}`,
  },
  'bad-trust': {
    title: '核验资料不可信',
    meaning: '核验资料的签名不对，可能被网络改动过。这个码的真假还不知道。',
    next: '请换一个网络（比如用手机流量）再核验一次。',
  },
  'no-crypto': {
    title: '这里不能核验',
    meaning: '页面不是用安全的方式（https）打开的。',
    next: '请重新用手机相机扫二维码打开。',
  },
};

const kinds: Record<CodeKind, string> = {
  routine: '日常检查',
  case: '个案检查',
  special: '专项检查',
  visit: '入企走访，不是检查',
};

export const verdict = {
  reasons,
  kinds,
  genuine: '检查任务码真实有效',
  genuineVisit: '入企二维码真实有效',
  past: '检查时间已过',
  pastMeaning: '您确认过这次检查。做完了，请说说他们做得怎么样。',
  validUntil: (time: string) => `${time} 前有效`,
  validFrom: (time: string) => `${time} 开始生效`,
  expiredAt: (time: string) => `有效时间到${time}`,
  checkedHere: '由这部手机核验',
  statusAge: (days: number) => `撤回名单是 ${days} 天前的`,
  also: (title: string, text: string) => `另外，${title}：${text}`,
  nth: (n: number) => `今年对您的第 ${n} 次`,
  cap: (n: number) => `上限 ${n} 次`,
  overCap: (n: number) => `超过公布的上限 ${n} 次`,
  inspected: '受检',
  matters: '检查',
  officers: '来人',
  agency: '机关',
  window: '时间',
  certificate: (number: string) => `证号 ${number}`,
  unknownMatter: (id: string) => `清单里没有的事项（${id}）`,
  noBasis: '公布的清单没有写明依据',
  mayRefuse: '请核对来人的执法证。少于两人、证件不符、检查这里没有列出的事项，您都有权拒绝。',
  mayRefuseVisit: '走访不是检查：查账、取样、做笔录、要求整改，您都有权拒绝。',
  overCapNote: '次数超过了公布的上限。您有疑问，可以举报。',
  noHarm: '依法拒绝不会对您有任何不利。',
  refusalRecorded: '拒绝由司法行政部门核实。核实的是检查机关，不是您。',
  written: '码上写的是',
  writtenNote: '签名真实，但是现在不能作为入企依据。',
};

/** 五个严禁, and the eight prohibited acts under them, numbered as they are printed and reported. */
export const bans = {
  title: '五个严禁',
  intro: '国务院办公厅对涉企行政检查的要求（国办发〔2024〕54号）。来人有下面的行为，您都可以举报。',
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
  mustNot: (act: string) => `不得${act}`,
};

export const rights = {
  title: '我的权利',
  items: [
    { name: '查验身份', text: '可以要求来人出示执法证件和检查任务码。执法人员不得少于两人。' },
    { name: '知情', text: '来人应当说明检查的事项、法律依据，以及今年第几次检查。' },
    { name: '拒绝', text: '没有有效的任务码、证件不符、检查没有列出的事项，可以拒绝。依法拒绝不会对您有任何不利。' },
    { name: '申请回避', text: '检查人员与您有利害关系、可能影响公正的，可以要求换人。' },
    { name: '陈述和申辩', text: '对检查中的问题，可以说明情况、提出意见，来人应当如实记录。' },
    { name: '知道结果', text: '检查结果应当告诉您。' },
    { name: '投诉举报', text: '违法或者不当的检查，可以拨打 12345，也可以向司法行政部门反映。' },
    { name: '评价', text: '检查后可以扫同一个码评价。被检查机关看不到是谁评的。' },
    {
      name: '复议和诉讼',
      text: '对行政处罚、查封扣押等决定不服的，可以依法申请行政复议或者提起行政诉讼。',
    },
  ],
};
