/** Words of everything after the first screen. */
import type { RejectCode, SyncState } from '@liangma/shared/protocol/documents';
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
  waiting: '已收到，等前一条',
  quarantined: '已收到，待核查',
  accepted: '已送达',
  rejected: '未被接受',
};

const troubles: Record<SendTrouble, string> = {
  'no-network': '现在没有网络，有网络时自动发送。',
  'not-our-server': '这个网络要先登录，或者把页面换掉了，没有送到。换一个网络会自动再发。',
  busy: '服务器正忙，过一会儿自动再发。',
  'too-old': '这个页面太旧了，要刷新页面才能发送。',
  'server-refused': '服务器现在不收，过一会儿自动再发。一直不行，可以存为文件，拨打 12345 反映。',
  receipt: '服务器的回执核对不上，还不能算送达，会自动再发。',
};

const rejects: Record<RejectCode, RejectWords> = {
  malformed: { meaning: '服务器读不懂这条记录，多半是页面太旧。', next: '请刷新页面后再做一次，这一条可以存为文件。' },
  'device-mismatch': { meaning: '记录和这部手机的签名对不上。', next: '请存为文件，拨打 12345 反映。' },
  'bad-signature': { meaning: '记录的签名核对不上，可能在手机里损坏了。', next: '请再做一次，这一条可以存为文件。' },
  'unknown-device': { meaning: '服务器不认识这部手机的签名。', next: '请刷新页面后再做一次，这一条可以存为文件。' },
  'id-reused': { meaning: '服务器已有同号的另一条记录，两条都保留了。', next: '请存为文件，拨打 12345 反映。' },
  'unknown-task': {
    meaning: '服务器上没有这次检查任务。',
    next: '请当心：拨打 12345 核实这次检查。这一条可以存为文件。',
  },
  'wrong-state': { meaning: '这次检查任务已经结束，或者还没有批准。', next: '请拨打 12345 核实。这一条可以存为文件。' },
  'code-refused': {
    meaning: '服务器重新核验，这个码不成立。',
    next: '您有权拒绝这次检查，请来人出示新的检查任务码。',
  },
  'not-assigned': { meaning: '这一步只能由检查人员办。', next: '请存为文件，拨打 12345 反映。' },
  'officer-cannot-evaluate': {
    meaning: '这部手机登记在执法人员名下，不能评价。',
    next: '请用您自己的手机扫码评价。',
  },
  'not-inspected': {
    meaning: '服务器还没有收到这次检查的扫码记录。',
    next: '请先在这个页面确认，检查结束后再评价一次。',
  },
  'evaluation-closed': { meaning: '评价的时间已经过了。', next: '您仍然可以拨打 12345 反映。' },
  'device-revoked': { meaning: '这部手机的签名已被停用。', next: '请存为文件，拨打 12345 反映。' },
  dismissed: { meaning: '监督人员核查后不予采信。', next: '有异议的，请存为文件，拨打 12345 反映。' },
};

export const after = {
  back: '返回',
  states,
  troubles,
  rejects,
  grounds,
  confirmed: '您已确认，可以请来人进门',
  confirmedPast: '您确认过这次检查',
  confirmedBut: '您确认过。现在这个码不成立，您可以拒绝。',
  refused: '您已拒绝这次检查',
  evaluated: '您已评价这次检查',
  receiptHeld: '服务器已签收，回执已核对。',
  willSend: '有网络时自动发送。',
  kept: '已经保存在这部手机上，请不要清除浏览器数据。',
  quarantinedMeaning: '已经收到并保存，监督人员核查后决定是否有效。',
  waitingMeaning: '服务器已经收下，前面还有一条没有到，到齐后自动生效。',
  notKept: '这部手机不让网页保存东西（可能是无痕浏览，或者空间满了）。关掉这个页面，没有送达的内容就没有了。',
  notKeptNext: '请先不要关掉这个页面，等到“已送达”；也可以存为文件，或者请来人在他们的设备上登记。',
  saveFile: '存为文件',
  sendNow: '现在发送',
  sending: '正在发送…',
  server: (reasons: string) => `服务器的核验结果：${reasons}。`,
  comeBack: '检查结束后回到这里评价',
  comeBackHow: '再扫一次这个码，或者打开这个页面，在“我的检查码”里找到它。没有网络也可以评价。',
  evaluate: '评价这次检查',
  correct: '修改评价',
  refuseStill: '检查中发现不对，我要拒绝',
  afterRefusal: [
    '请告诉来人：您依法拒绝这次检查，可以请他们离开。',
    '拒绝由司法行政部门核实。核实的是检查机关，不是您。',
    '他们补齐以后再来，应当出示新的检查任务码。',
  ],
  refusal: {
    title: '我要拒绝',
    noHarm: '依法拒绝不会对您有任何不利。',
    ground: '因为什么拒绝？',
    note: '要补充的话（可以不写）',
    noteHint: '比如：来了几个人、证件上写的是什么。',
    left: (n: number) => `还可以写 ${n} 字`,
    choose: '还没有选原因。选好后再提交。',
    send: '拒绝检查',
  },
  returnCode: {
    title: '请执法人员扫这个码',
    confirmed: '这部手机现在发不出去。执法人员用工作手机扫一下，就能把您的确认带回去，不用等信号。',
    refused: '这部手机现在发不出去。执法人员用工作手机扫一下，就能把您的拒绝带回去，不用等信号。',
    signed: '码里只有您的答复和这部手机的签名，谁也改不了。',
    orWait: '不扫也可以：这部手机有信号时会自动发送。两边都送到，只算一次。',
    label: '确认回执码：您的答复和这部手机的签名',
    delivered: '已经送达，这个码不用再扫。',
    notLoaded: '确认回执码要用的内容没有下载完，显示不出来。您的答复已经保存，有信号时会自动发送。',
  },
  report: {
    title: '举报',
    call: '拨打 12345',
    how: ['12345 是政务服务便民热线，全天有人接。', '照着下面念就可以。不想留姓名，可以说明不公开。'],
    sayTitle: '可以这样说',
    say: (agency: string, time: string) => `${time}，${agency}的人来我这里检查。`,
    sayOfficers: (officers: readonly Officer[]) =>
      `来人是：${officers.map((o) => `${o.name}（证号 ${o.certificate}）`).join('、')}。`,
    sayTask: (id: string) => `任务编号是 ${id}。`,
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
  codes: {
    title: '检查任务码核验',
    intro: '用这部手机核验来人的检查任务码。不用登录，不留姓名。',
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
    mine: '我的检查码',
    none: '您确认、拒绝或者评价过的检查会列在这里，只保存在这部手机上。',
    evicted: '以前的记录被浏览器或者手机清理掉了。已经送达的不受影响。',
    unsent: (n: number) => `${n} 条等待发送`,
    rejected: (n: number) => `${n} 条未被接受`,
  },
  notAccepted: {
    scan: '您的确认没有被接受',
    refusal: '您拒绝的记录没有被接受',
    evaluation: '您的评价没有被接受',
  },
  reading: { read: '朗读', stop: '停止朗读' },
  comforts: { more: '其他', large: '大字', normal: '标准字', otherLanguage: 'English', otherLocale: 'en' },
  events: { scan: '确认', refusal: '拒绝', evaluation: '评价' },
};
