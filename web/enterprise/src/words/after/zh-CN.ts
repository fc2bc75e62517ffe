/** Words of everything after the first screen. */
import type { RejectCode, SyncState } from '@liangma/shared/protocol/documents';
import type { Outcome } from '@liangma/shared/records/record';
import type { NoCodeDeed } from '@liangma/shared/reports/no-code-report';
import type { REFUSAL_GROUNDS } from '@liangma/shared/scans/scan';
import type { SendTrouble } from '../../outbox/push.ts';

interface Officer {
  readonly name: string;
  readonly certificate: string;
}
export interface RejectWords {
  readonly meaning: string;
  readonly next: string;
}

const grounds: Record<(typeof REFUSAL_GROUNDS)[number], string> = {
  'no-valid-code': '没有有效的检查任务码',
  'fewer-than-two-officers': '执法人员少于两人',
  'certificate-mismatch': '执法证件和码上写的不符',
  'matter-not-listed': '要检查码上没有列出的事项',
  'wrong-time-or-place': '时间或者地点不对',
  other: '其他原因',
};

const states: Record<SyncState['state'], string> = {
  pending: '等待发送',
  waiting: '已收到，待生效',
  quarantined: '已收到，待核查',
  accepted: '已送达',
  rejected: '没有登记成功',
};

const troubles: Record<SendTrouble, string> = {
  'no-network': '现在没有网络，有网络时自动发送。',
  'not-our-server': '这个网络要先登录，或者把页面换掉了，没有送到。换一个网络会自动再发。',
  busy: '系统繁忙，过一会儿自动再发。',
  'too-old': '这个页面太旧了，要刷新页面才能发送。',
  'server-refused': '系统暂时不能接收，过一会儿自动再发。一直不行，可以存为文件，拨打 12345 反映。',
  receipt: '收到的回执没有通过防伪校验，还不能算送达，会自动再发。',
};

const rejects: Record<RejectCode, RejectWords> = {
  malformed: { meaning: '系统无法识别这条记录，可能是页面太旧。', next: '请刷新页面后再做一次，这一条可以存为文件。' },
  'device-mismatch': { meaning: '这条记录与这部手机对不上。', next: '请存为文件，拨打 12345 反映。' },
  'bad-signature': {
    meaning: '这条记录没有通过防伪校验，可能在手机里损坏了。',
    next: '请再做一次，这一条可以存为文件。',
  },
  'unknown-device': { meaning: '系统还没有这部手机的登记。', next: '请刷新页面后再做一次，这一条可以存为文件。' },
  'id-reused': { meaning: '系统里已有同号的另一条记录，两条都保留了。', next: '请存为文件，拨打 12345 反映。' },
  'unknown-task': {
    meaning: '系统里没有这次检查任务。',
    next: '请当心：拨打 12345 核实这次检查。这一条可以存为文件。',
  },
  'unknown-region': { meaning: '系统里没有您选的县（市、区）。', next: '请刷新页面，重新选择后再提交。' },
  'wrong-state': { meaning: '这次检查任务已经结束，或者还没有批准。', next: '请拨打 12345 核实。这一条可以存为文件。' },
  'code-refused': {
    meaning: '系统重新核验，这个码已经无效。',
    next: '您有权拒绝这次检查，请来人出示新的检查任务码。',
  },
  'not-assigned': { meaning: '这一步只能由检查人员办。', next: '请存为文件，拨打 12345 反映。' },
  'officer-cannot-evaluate': {
    meaning: '这部手机登记在执法人员名下，不能评价。',
    next: '请用您自己的手机扫码评价。',
  },
  'not-inspected': {
    meaning: '系统还没有收到这次检查的扫码记录。',
    next: '请先在这个页面确认，检查结束后再评价一次。',
  },
  'evaluation-closed': { meaning: '评价的时间已经过了。', next: '您仍然可以拨打 12345 反映。' },
  'device-revoked': { meaning: '这部手机已被停用，不能再登记。', next: '请存为文件，拨打 12345 反映。' },
  dismissed: { meaning: '监督人员核查后决定不予采信。', next: '有异议的，请存为文件，拨打 12345 反映。' },
};

const outcomes: Record<Outcome, string> = {
  'no-problem': '未发现问题',
  guidance: '行政指导：情节轻微，已当场指导改正',
  'corrected-on-spot': '已当场改正',
  'ordered-to-correct': '责令限期改正',
  transferred: '移送或者立案处理',
};

/** RES-1. */
const told = {
  title: '检查结果',
  loading: '正在读取检查结果…',
  outcomes,
  correctBy: (day: string) => `请在 ${day} 前（含当日）改正。`,
  agency: '检查机关',
  enterprise: '被检查企业',
  time: '检查时间',
  matters: '检查事项',
  officers: '检查人员、执法证件号',
  present: '在场人员',
  opinion: '企业意见',
  findings: '发现的问题',
  remedies: '有异议怎么办',
  remedyList: [
    '向检查机关陈述、申辩，或者要求书面说明依据。',
    '对随后作出的行政处罚等决定不服的，可以依法申请行政复议或者提起行政诉讼。',
    '认为检查违规的，可以拨打 12345 反映。',
  ],
  kept: '打开本页即记为已经查看。链接是发给企业联系人的，请勿转发。',
  again: '再试一次',
  troubles: {
    'no-network': '现在没有网络。有网络时再打开这个链接。',
    'not-found': '没有找到检查结果。链接可能不完整，或者已经过期。请向检查机关或者 12345 询问。',
    busy: '系统繁忙，请过一会儿再试。',
  },
};

export const after = {
  told,
  back: '返回',
  states,
  troubles,
  rejects,
  grounds,
  confirmed: '您已确认，可以让他们进门',
  confirmedPast: '您确认过这次检查',
  confirmedBut: '您确认过。现在这个码已经无效，您可以拒绝。',
  refused: '您已拒绝这次检查',
  evaluated: '您已评价这次检查',
  receiptHeld: '已经收到。',
  willSend: '有网络时自动发送。',
  kept: '已经保存在这部手机上，请不要清除浏览器数据。',
  quarantinedMeaning: '已经收到并保存，监督人员核查后决定是否采信。',
  waitingMeaning: '已经收到。前面还有一条，或者检查人员在现场签发的任务码，还没有送到；到齐后自动生效。',
  notKept: '这部手机不让网页保存东西（可能是无痕浏览，或者空间满了）。关掉这个页面，没有送达的内容就没有了。',
  notKeptNext: '请先不要关掉这个页面，等到“已送达”；也可以存为文件，或者请检查人员在工作手机上登记。',
  saveFile: '存为文件',
  sendNow: '现在发送',
  sending: '正在发送…',
  server: (reasons: string) => `系统的核验结果：${reasons}。`,
  answered: '您已确认',
  comeBack: '检查结束后，请评价',
  refusedBack: '您可以评价他们的做法',
  number: '核验号',
  comeBackHow: (days: number) => `${days} 天内输入这个号就能评价，换一部手机也可以。`,
  comeBackPaper: (days: number) => `${days} 天内扫通知书上的码（固定码），也可以评价。`,
  keepPage: '请收藏本页，或者截屏保存。',
  noNumberYet: '有网络时，这里会显示核验号。',
  evaluate: '评价这次检查',
  correct: '修改评价',
  refuseStill: '检查过程中发现不对，我要拒绝',
  afterRefusal: [
    '请告诉检查人员：您依法拒绝这次检查，可以请他们离开。',
    '您拒绝后由司法行政部门核实，查的是检查机关，不是查您。',
    '他们补齐以后再来，应当出示新的检查任务码。',
  ],
  refusal: {
    title: '我要拒绝',
    noHarm: '依法拒绝，不会因此受到任何不利对待。',
    ground: '因为什么拒绝？',
    note: '要补充的话（可以不写）',
    noteHint: '比如：来了几个人、证件上写的是什么。',
    left: (n: number) => `还可以写 ${n} 字`,
    choose: '还没有选原因。选好后再提交。',
    send: '拒绝检查',
  },
  returnCode: {
    title: '请执法人员扫这个码',
    confirmed: '这部手机现在没有网络，发不出去。执法人员用工作手机扫一下，就能把您的确认带回去，不用等信号。',
    refused: '这部手机现在没有网络，发不出去。执法人员用工作手机扫一下，就能把您的拒绝带回去，不用等信号。',
    signed: '码里只有您的答复，有防伪，谁也改不了。',
    orWait: '不扫也可以：这部手机有信号时会自动发送。两边都送到，只算一次。',
    label: '确认回执码：您的答复',
    delivered: '已经送达，确认回执码不用再扫。',
    notLoaded: '确认回执码要用的内容没有下载完，显示不出来。您的答复已经保存，有信号时会自动发送。',
  },
  report: {
    title: '举报',
    call: '拨打 12345',
    how: ['12345 是政务服务便民热线。', '照着下面念就可以。不想留姓名，可以说明不公开。'],
    sayTitle: '可以这样说',
    say: (agency: string, time: string) => `${time}，${agency}的人来我这里检查。`,
    sayOfficers: (officers: readonly Officer[]) =>
      `检查人员是：${officers.map((o) => `${o.name}（执法证件号 ${o.certificate}）`).join('、')}。`,
    sayNumber: (number: string) => `核验号是 ${number}。`,
    /** In the copied text alone. */
    taskId: (id: string) => `（任务编号：${id}）`,
    sayFake: '有人拿检查任务码来检查，这个码核验不通过。',
    sayThen: '我要举报的是：（说明发生了什么）',
    copy: '复制这些话',
    copied: '已复制',
    other: '其他办法',
    others: [
      '向当地司法局（行政执法监督机构）反映。',
      '检查结束后，在这个页面评价时选出发生的行为，由司法行政部门核实。',
    ],
    page: '对这个页面有意见或者建议，也可以拨打 12345 告诉我们。',
  },
  noCode: {
    open: '他们没有出示任务码',
    title: '反映未出示任务码',
    lead: '没有出示检查任务码的，您可以拒绝检查。请把情况告诉当地的行政执法监督机构，由他们核查。情况紧急的，请拨打 12345。',
    private:
      '可以不留姓名。您填写的内容只有行政执法监督机构和企业诉求受理部门能看到，检查机关看不到；您的联系方式只有监督机构能看到。',
    sent: '已经保存在这部手机上。下面可以看到是否送达，有网络时自动发送。',
    happened: '发生了什么？（可以多选）',
    deeds: {
      'no-code-shown': '没有出示检查任务码',
      'code-not-genuine': '出示的码核验不通过',
      'no-certificate-shown': '没有出示执法证件',
      'took-or-sealed': '拿走资料、物品，或者查封、扣押',
      'demanded-something': '要钱、要物，或者指定中介、购买服务',
      other: '其他情况',
    } satisfies Record<NoCodeDeed, string>,
    and: '，',
    chooseDeed: '还没有选发生了什么。选好后再提交。',
    text: '经过（可以不写）',
    textHint: '比如：来了几个人、怎么说的、有没有穿制服、车牌号。',
    where: '在哪里？',
    prefecture: '市（州）',
    county: '县（市、区）',
    chooseCounty: '还没有选县（市、区）。选好后再提交。',
    noCounties: '还没有下载县（市、区）名单。连上网络后再选，填写的内容会保留。',
    loadCounties: '下载名单',
    day: '哪一天？',
    agency: '哪个单位的人？（知道就写）',
    enterprise: '您的店名或者企业名称（可以不写）',
    contact: '怎么联系您？（可以不写）',
    contactHint: '写了电话，监督人员才能向您核实和反馈。',
    send: '提交',
    mine: '我反映的情况',
  },
  codes: {
    title: '检查任务码核验',
    intro: '用这部手机核验检查任务码。不用登录，不留姓名。',
    scan: '用相机扫码',
    stop: '关闭相机',
    starting: '正在打开相机…',
    aim: '把二维码放进画面，离 20 厘米左右，不要反光。',
    picture: '选一张照片',
    reading: '正在读照片…',
    noneFound: '照片里没有找到二维码。请拍清楚、拍完整，再选一次。',
    notACode: '读到了一个二维码，但它不是检查任务码。请当心。',
    torchOn: '开灯',
    torchOff: '关灯',
    mine: '我的检查记录',
    another: '核验另一个码',
    none: '您确认、拒绝或者评价过的检查会列在这里，只保存在这部手机上。',
    evicted: '以前的记录被浏览器或者手机清理掉了。已经送达的不受影响。',
    unsent: (n: number) => `${n} 条等待发送`,
    rejected: (n: number) => `${n} 条没有登记成功`,
  },
  notAccepted: {
    scan: '您的确认没有登记成功',
    refusal: '您的拒绝没有登记成功',
    evaluation: '您的评价没有登记成功',
  },
  reading: { read: '朗读', stop: '停止朗读' },
  links: { more: '更多', scan: '核验另一个码' },
  comforts: { large: '大字', normal: '标准字', otherLanguage: 'English', otherLocale: 'en' },
  events: { scan: '确认', refusal: '拒绝', evaluation: '评价' },
};
