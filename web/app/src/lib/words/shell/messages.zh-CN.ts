import type { CHANNELS } from '@liangma/shared/notices/message';
import type { MESSAGE_STATES } from '@liangma/shared/notices/message-list';
import type { NotDueReason } from '@liangma/shared/notices/not-due';
import type { TemplateId } from '@liangma/shared/notices/templates';

/** Messages to people outside the pages, for county IT and the operator. */
export const messages = {
  title: '消息发送',
  lead: '发给企业联系人、检查主体和工作人员的消息',
  thing: '消息',
  counter: '条',
  empty: '没有未送达的消息。',
  noneIn: (state: string) => `没有“${state}”的消息。`,
  state: '送达情况',
  undelivered: '未送达',
  states: {
    queued: '待发送',
    failed: '发送失败',
    sent: '已发送',
    read: '已阅读',
    'not-due': '已不必发送',
  } satisfies Record<(typeof MESSAGE_STATES)[number], string>,
  channel: '发送方式',
  channels: { sms: '短信', desk: '办公通讯', push: '系统通知' } satisfies Record<(typeof CHANNELS)[number], string>,
  templates: {
    'inspection-notice': '检查告知',
    'inspection-withdrawn': '检查撤回告知',
    'inspection-outcome': '检查结果告知',
    'application-waits': '检查申请待审批',
    'batch-waits': '批量申请待审批',
    'join-asked': '联合检查待答复',
    'join-declined': '参与机关不参加联合检查',
    'alert-asked': '预警待说明',
    'letter-sent': '督办函待回复',
    'task-assigned': '检查任务交办',
    'task-revoked': '检查任务撤回',
    'grant-ended': '离线签发授权终止',
    'device-grant-ended': '离线签发授权终止（告知设备持有人）',
    'alert-answered': '预警已有说明或回复',
  } satisfies Record<TemplateId, string>,
  desk: (name: string, role: string) => `${name}（${role}）`,
  contact: '企业联系人',
  officer: '工作人员',
  created: (time: string) => `${time} 生成`,
  newestFirst: '最新的在前',
  oldestFirst: '最早的在前',
  tries: (n: number) => (n === 0 ? '尚未发送' : `已尝试 ${n} 次`),
  next: (time: string) => `下次发送：${time}`,
  soon: '一分钟内发送',
  gaveUp: (time: string) => `${time} 停止自动发送`,
  error: (text: string) => `失败原因：${text}`,
  sent: (time: string) => `${time} 发出`,
  receipt: (text: string) => `网关回执：${text}`,
  read: (time: string) => `${time} 阅读`,
  opened: (time: string) => `${time} 打开链接`,
  notDue: (time: string) => `${time} 不再发送`,
  reasons: {
    over: '检查已经结束，不必再通知。',
    withdrawn: '检查已经撤回，不必再通知。',
    decided: '申请已经办结，不必再通知。',
    answered: '参与机关已有新的答复，不必再通知。',
    'alert-answered': '预警已有说明或回复，不必再通知。',
    'alert-asked-again': '监督机构对预警已有新的要求，不必再发这一条。',
    'alert-closed': '预警已经办结，不必再通知。',
  } satisfies Record<NotDueReason, string>,
  id: '消息编号',
  retry: '立即发送',
  retryAll: '全部重试发送失败的消息',
  retried: (queued: number, left: number) =>
    queued === 0
      ? left === 0
        ? '没有发送失败的消息。'
        : `${left} 条消息十分钟内刚刚发送失败，请稍后再试。`
      : `${queued} 条消息将在一分钟内重新发送${left === 0 ? '' : `，其余 ${left} 条请十分钟后再试`}。`,
  ended: (what: string) => `“${what}”已不必发送，原因见下。`,
  done: (what: string) => `“${what}”已发出。`,
  notDone: (what: string) => `“${what}”仍未发出，原因见下。`,
  tooLate: '这条消息已经发出，或者已不必发送。',
};
