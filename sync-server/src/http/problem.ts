/** Errors as application/problem+json (RFC 9457). One closed union of codes, one table of statuses. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';

export const PROBLEM_STATUS = {
  'bad-request': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'device-revoked': 403,
  'password-change-due': 403,
  'not-found': 404,
  'code-not-found': 404,
  conflict: 409,
  'wrong-state': 409,
  'same-person': 409,
  /** QUAL-4: a partner of a joint inspection has not agreed to the application as it is. */
  'partner-missing': 409,
  'account-taken': 409,
  'name-taken': 409,
  /** No notice of working days for a year that a term reaches into. */
  'calendar-missing': 409,
  /** Nobody knows the agency that should answer. */
  'no-agency': 409,
  resync: 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  findings: 422,
  'enterprise-ceased': 422,
  'reason-too-short': 422,
  'wrong-password': 422,
  'password-weak': 422,
  'post-refused': 422,
  'delegation-refused': 422,
  'out-of-bounds': 422,
  'in-the-past': 422,
  'looser-than-superior': 422,
  'year-settled': 422,
  'in-future': 422,
  'nothing-new': 422,
  'hash-mismatch': 422,
  'not-a-photo': 422,
  /** The agency has not sent a file that its application names. */
  'attachment-missing': 422,
  'too-many-devices': 422,
  'file-unreadable': 422,
  'file-newer': 422,
  'file-changed': 422,
  'device-unknown': 422,
  'protocol-too-old': 426,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  'not-set-up': 503,
  'protocol-too-new': 503,
  'server-busy': 503,
  'no-signing-key': 503,
  'storage-full': 507,
  unexpected: 500,
} as const satisfies Record<string, ContentfulStatusCode>;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const problemSchema = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(Object.keys(PROBLEM_STATUS) as ProblemCode[]),
  requestId: v.string(),
});

/** Thrown by the edge (parsing, session, limits); usecases return Results instead. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, extra: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export function problem(c: Context, code: ProblemCode, extra: Readonly<Record<string, unknown>> = {}): Response {
  const status = PROBLEM_STATUS[code];
  const type = `https://liangma.invalid/problems/${code}`;
  const body = { type, title: TITLES[code], status, code, requestId: c.get('requestId') ?? '', ...extra };
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8' };
  if (typeof extra.retryAfter === 'number') headers['retry-after'] = String(extra.retryAfter);
  return c.body(JSON.stringify(body), status, headers);
}

/** Titles for people at a shell. The faces have their own words for each code. */
const TITLES: Record<ProblemCode, string> = {
  'bad-request': '请求的内容不对。 The request is not well formed.',
  'not-signed-in': '请先登录。 Please sign in.',
  'wrong-credentials': '账号或密码不对。 Wrong account or password.',
  forbidden: '没有这项权限。 Not permitted.',
  'device-revoked':
    '这台设备已被本机关停用，取不到数据；已有的记录仍可上传。 This device is revoked; what it holds can still be sent.',
  'password-change-due': '请先修改一次性密码。 Change the one-time password before anything else.',
  'account-taken': '这个账号已有人使用。 This account name is taken.',
  'name-taken': '这个名称已被使用。 This name is used already.',
  'wrong-password': '原密码不对。 The present password is wrong.',
  'password-weak': '新密码不符合要求。 The new password does not meet the rules.',
  'post-refused': '不能授予这个岗位。 This post cannot be given.',
  'delegation-refused': '不能这样委托代理。 The post cannot be handed over like this.',
  'not-found': '没有找到。 Not found.',
  'code-not-found':
    '没有这个核验号的检查任务码，或者不在有效时间前后一天内。 No code has this number within a day of its time.',
  conflict: '已被他人改动，请核对后再试。 Changed by someone else in the meantime.',
  'wrong-state': '当前状态下不能这样做。 Not possible in its present state.',
  'calendar-missing': '缺少该年度的放假安排，不能计算期限。 No working days are known for a year of this term.',
  'no-agency': '不知道是哪个检查主体，无法要求说明。 Nobody knows which agency should answer.',
  'same-person': '申请人和参加检查的人员不能批准。 Neither the applicant nor one of the officers can approve.',
  'partner-missing': '参与机关还没有都同意。 A partner agency has not agreed.',
  resync: '本机数据需要重新同步。 The device must pull afresh.',
  'too-large': '内容太大。 Too large.',
  'unsupported-media-type': '内容格式应为 application/json。 The content type must be application/json.',
  findings: '不符合规则，不能发码。 The rules do not allow this.',
  'enterprise-ceased':
    '这家企业已注销或不在登记库中，不能申请。 The enterprise has ceased; nobody can apply to inspect it.',
  'reason-too-short': '理由太短，请写明具体情况。 The reason says too little.',
  'out-of-bounds': '数值不在允许的范围内。 The value is out of bounds.',
  'in-the-past': '生效日期不能早于今天。 It cannot act from a day in the past.',
  'looser-than-superior':
    '上级规定为底线的数值，下级只能从严。 The superior binds this value; it can only be stricter.',
  'in-future': '日期不能晚于今天。 The day cannot be in the future.',
  'nothing-new': '没有需要公布的变化。 There is nothing new to publish.',
  'year-settled': '该年度已有国务院办公厅的通知，不能换成暂定日历。 The notice of this year is published already.',
  'file-unreadable': '这不是补传文件，或者不完整。 Not a handover file, or not a whole one.',
  'file-newer': '补传文件的版本比服务器新。 The handover file is newer than this server.',
  'file-changed': '补传文件的签名核对不上。 The signature of the handover file does not hold.',
  'device-unknown': '没有登记这台设备。 The device is enrolled to no officer.',
  'attachment-missing': '申请中的附件没有收到，请重新添加。 A file of the application is not here; add it again.',
  'not-a-photo': '收到的内容不是 JPEG 或 WebP 图片，已丢弃。 What came is no JPEG or WebP picture; it was thrown away.',
  'too-many-devices':
    '名下在用的设备太多，没有登记，请本机关负责人停用旧设备。 Too many devices in use; ask the head of the agency to revoke old ones.',
  'hash-mismatch': '收到的内容与哈希不符，已丢弃。 What came does not match its hash; it was thrown away.',
  'protocol-too-old': '应用版本过旧，请更新。 The app is too old; please update.',
  'protocol-too-new':
    '服务器的版本比应用旧，没有处理，请稍后再试。 This server is older than the app; nothing was done. Try again later.',
  'too-many-attempts': '尝试次数过多，请稍后再试。 Too many attempts; try again later.',
  'too-many-requests': '请求过于频繁，请稍后再试。 Too many requests; try again later.',
  'not-set-up': '系统还没有初始化，请打开 /setup。 Not set up yet: open /setup.',
  'server-busy': '服务器暂时繁忙，没有保存，请稍后再试。 The server is busy; nothing was saved. Try again later.',
  'no-signing-key':
    '没有能为该机关、这段时间签发的密钥，没有签发，请告诉管理员。 No key may sign for this agency and time; nothing was issued. Tell the operator.',
  'storage-full': '服务器存储空间不足，没有保存。 The server is out of storage; nothing was saved.',
  unexpected:
    '服务器出错，没有保存，请把编号告诉管理员。 Something went wrong; nothing was saved. Tell the operator the request id.',
};
