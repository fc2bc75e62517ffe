import { siteWords } from '@liangma/web-common/words/site.zh-CN';
import type { Problem, ProblemCode } from '#lib/api/problem.ts';

interface ProblemWords {
  title: string;
  text: (problem: Problem) => string;
}

const minutes = (seconds: number | null): string =>
  seconds === null ? '几分钟' : `${Math.max(1, Math.ceil(seconds / 60))} 分钟`;

const problems: Record<ProblemCode, ProblemWords> = {
  offline: { title: '没有网络', text: () => '没有连上服务器。网络恢复后再试一次。' },
  'bad-request': { title: '内容不完整', text: () => '提交内容有误，请检查后再提交。' },
  'not-signed-in': { title: '登录已失效', text: () => '为了安全，登录过一段时间会失效，请重新登录。' },
  'wrong-credentials': { title: '账号或密码不对', text: () => '请核对后再试。忘记密码的，请联系本机关管理员。' },
  'too-many-attempts': {
    title: '尝试次数太多',
    text: (p) => `为了保护账号，请在 ${minutes(p.retryAfter)}后再试。`,
  },
  forbidden: { title: '没有权限', text: () => '这项内容不在当前账号的职责范围内。需要办理的，请换有权限的账号登录。' },
  'device-revoked': { title: '这台设备已停用', text: () => '本机关已停用这台设备。请换一台设备登录。' },
  'password-change-due': {
    title: '请先修改一次性密码',
    text: () => '一次性密码只能用来设置自己的密码。请打开“我的账号”。',
  },
  'account-taken': { title: '账号已有人使用', text: () => '请换一个账号。' },
  'name-taken': { title: '这个名称已被使用', text: () => '请换一个名称。' },
  'wrong-password': { title: '原密码不对', text: () => '请核对后再试。' },
  'password-weak': { title: '新密码不符合要求', text: () => '请看密码要求，换一个密码。' },
  'post-refused': { title: '不能授予这个岗位', text: () => '请检查岗位、检查主体和执法证件号。' },
  'delegation-refused': { title: '不能这样委托', text: () => '请检查代理人和起止日期。' },
  'not-set-up': { title: '系统还没有初始化', text: () => '请管理员打开 /setup 完成初始化。' },
  'not-found': { title: '没有找到', text: () => '内容可能已删除，或者地址不对。请从列表重新打开。' },
  'code-not-found': {
    title: '没有查到这个核验号',
    text: () => '没有这样的检查任务码，或者检查时间已过一天以上。请核对数字后再试。',
  },
  conflict: { title: '已经有人处理过', text: () => '打开之后，这次任务又有了变化。请先看现在的情况，再决定。' },
  'wrong-state': { title: '现在不能办理这一步', text: () => '任务的状态已经变了。请重新打开，看现在的情况。' },
  'calendar-missing': {
    title: '缺少放假安排',
    text: () => '期限涉及的年度还没有放假安排，不能计算工作日。请联系管理员导入国务院办公厅通知。',
  },
  'no-agency': {
    title: '不知道检查主体',
    text: () => '这条预警没有对应的检查主体，不能要求说明。请先核实是哪个检查主体。',
  },
  'same-person': {
    title: '不能由本人批准',
    text: () => '经办人不能批准自己提交的申请，参加检查的人员不能批准这次检查，须由其他负责人审批（APR-1、APR-4）。',
  },
  'partner-missing': {
    title: '参与机关尚未同意',
    text: () => '联合检查须由每个参与机关的负责人同意现在的申请内容，才能批准（QUAL-4）。',
  },
  'enterprise-ceased': {
    title: '企业已注销',
    text: () => '这家企业已注销，或者不在登记库中，不能申请检查。请核对后另选企业。',
  },
  'out-of-bounds': { title: '数值超出范围', text: () => '这项数值不在允许的范围内，请核对后再保存。' },
  'in-the-past': { title: '生效日期已过', text: () => '生效日期不能早于今天。' },
  'looser-than-superior': { title: '不能比上级规定宽松', text: () => '上级把这项数值定为底线，下级只能从严。' },
  'in-future': { title: '日期晚于今天', text: () => '文件日期不能晚于今天。' },
  'nothing-new': { title: '没有变化', text: () => '草稿与现行清单相同，没有需要公布的内容。' },
  'year-settled': { title: '该年度日历已确定', text: () => '该年度已有国务院办公厅的放假通知，不能换成暂定日历。' },
  'reason-too-short': { title: '理由太短', text: () => '请写明具体情况，标点和空格不计字数。' },
  findings: { title: '有不符合规则的事项', text: () => '系统按最新数据复核，未通过。请看合规审查中的说明。' },
  'too-large': { title: '内容太大', text: () => '超过了服务器能接收的大小。请减少内容后再试。' },
  'unsupported-media-type': { title: '格式不对', text: () => '服务器不接收这种格式。请刷新页面后再试。' },
  'protocol-too-old': { title: '页面版本太旧', text: () => '请刷新页面，换到新版本后再试。' },
  'protocol-too-new': { title: '服务器正在更换版本', text: () => '这台服务器还是旧版本，请稍后再试。' },
  'too-many-requests': {
    title: '操作太频繁',
    text: (p) => `请在 ${minutes(p.retryAfter)}后再试。`,
  },
  'server-busy': { title: '系统繁忙', text: () => '系统暂时没有响应，请过一会儿再试。' },
  'no-signing-key': {
    title: '没有可用的签发密钥',
    text: () => '服务器没有能为该机关、这段时间签发的密钥，这次没有签发。请告诉管理员。',
  },
  resync: { title: '本机数据需要重新同步', text: () => '服务器数据已更换。请刷新页面，重新读取后再试。' },
  'hash-mismatch': {
    title: '文件内容损坏',
    text: () => '内容与登记的指纹不一致，服务器没有接收或提供。照片还在设备上，会重新上传；附件请告诉管理员。',
  },
  'attachment-missing': {
    title: '附件没有收到',
    text: () => '申请中的附件不在服务器上，请移除后重新添加。',
  },
  'not-a-photo': {
    title: '这不是照片',
    text: () => '收到的内容不是 JPEG 或 WebP 图片，服务器没有接收。请在手机上重新拍摄。',
  },
  'too-many-devices': {
    title: '名下的设备太多',
    text: () => '在用的设备已到上限，这一台没有登记。请本机关负责人在“设备”页停用不再使用的设备后再试。',
  },
  'file-unreadable': {
    title: '这不是补传文件',
    text: () => '文件不完整，或者不是从“同步”页导出的。请重新拷贝；仍不行的，请在手机上再导出一次。未导入任何内容。',
  },
  'file-newer': {
    title: '文件的版本比服务器新',
    text: () => '手机上的应用比服务器新。请告诉管理员更新服务器后再导入，文件请先留好。未导入任何内容。',
  },
  'file-changed': {
    title: '文件的签名核对不上',
    text: () =>
      '文件导出之后被改动或损坏过。请在手机上再导出一次；手机已不在的，请把文件原样交管理员核查。未导入任何内容。',
  },
  'device-unknown': {
    title: '没有登记这台设备',
    text: () => '导出文件的设备没有登记到执法人员名下。请核对是不是本机关的设备，或交管理员核查。未导入任何内容。',
  },
  'storage-full': {
    title: '服务器空间不足',
    text: () => '这次没有保存。请告诉管理员，腾出空间后再试。',
  },
  unexpected: {
    title: '系统异常',
    text: (p) =>
      `本次操作未成功。请再试一次；还是不行的，请把${p.requestId ? `编号 ${p.requestId} ` : '发生的时间'}告诉管理员。`,
  },
};

export const shell = {
  site: siteWords,
  product: '亮码',
  skip: '跳到正文',
  comforts: { language: 'English', large: '大字', normal: '标准字号', dark: '深色', light: '浅色', title: '显示' },
  problems,
  retry: '再试一次',
  kept: '填写的内容还在。',
  sending: '正在提交…',
  signInOtherTab: '在新标签页登录，再回到本页',
  leave: { title: '离开本页？', yes: '不保留，离开' },
  discard: { ask: '关闭后，填写的内容不保留。', writeOn: '继续填写', yes: '不保留，关闭' },
  signInAgain: '重新登录',
  loading: '正在读取…',
  updated: (time: string) => `更新于 ${time}`,
  connectionLost: (time: string) => `与服务器的连接已断开，显示的是${time}的内容，恢复后自动更新。`,
  stale: '以下是之前读到的内容。',
  menu: '菜单',
  navigation: '栏目',
  acting: { label: '切换任职机关' },
  signOut: '退出登录',
  feedback: '对本系统的投诉和建议：12345',
  notSignedOut: (why: string) => `${why}，没有退出。请稍后再试；公用电脑上请不要离开。`,
  cancel: '取消',
  close: '关闭',
  demo: '演示数据',
  title: (page: string) => `${page} · 亮码`,
  login: {
    title: '登录',
    lead: '检查申请、审批、现场执法和监督人员从这里进入。',
    name: '账号',
    password: '密码',
    submit: '登录',
    busy: '正在登录…',
    nameMissing: '请填写账号。',
    passwordMissing: '请填写密码。',
    enterprise: '企业核验任务码，不需要登录：用手机相机扫码，或打开核验页面。',
    enterpriseLink: '打开核验页面',
    demoTitle: '演示账号',
    demoText: '以下人员和机关都是虚构的。密码都是',
    wrongFace: '这个页面不在当前账号的职责范围内。请换有权限的账号登录。',
  },
  roles: {
    clerk: '经办人',
    approver: '审批人',
    inspector: '执法人员',
    'legal-reviewer': '法制审核人员',
    'duty-officer': '值班人员',
    'agency-administrator': '机关管理员',
    'county-administrator': '区域管理员',
    'requests-office': '诉求受理人员',
    supervisor: '监督人员',
    operator: '运维人员',
  },
  myAccount: '我的账号',
  /** A deputy signs for the head of the agency. */
  standIn: (name: string, head: string) => `${name}（代${head}）`,
  home: {
    opening: '正在打开…',
    goTo: '进入',
    back: '返回',
    notFound: '没有这个页面',
    notFoundText: '地址可能不对，或者页面已经移走。',
    home: '回到首页',
  },
};
