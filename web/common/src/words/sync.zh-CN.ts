/** Words of sync: what a record is, where it stands, and why one was not accepted. */
import type { RejectCode, SyncState } from '@liangma/shared/protocol/documents';
import type { EventType } from '@liangma/shared/protocol/event';

/** Texts for an event, its meaning, and the next step. */
interface Explanation {
  readonly title: string;
  readonly meaning: string;
  readonly todo: string;
}

export const sync = {
  states: {
    pending: '待上传',
    waiting: '已送达，等前一条',
    quarantined: '已送达，待核查',
    accepted: '已收妥',
    rejected: '被退回',
  } satisfies Record<SyncState['state'], string>,
  events: {
    'code-issued': '现场签发任务码',
    'code-shown': '出示检查任务码',
    scan: '扫码确认',
    refusal: '企业拒绝',
    'acknowledgement-scanned': '扫描企业确认回执码',
    'inspection-started': '开始检查',
    'record-submitted': '检查笔录',
    evaluation: '企业评价',
    explanation: '情况说明',
    'no-code-report': '未亮码情况反映',
  } satisfies Record<EventType, string>,
  rejects: {
    malformed: {
      title: '系统无法识别这条记录',
      meaning: '内容格式不符合要求，多半是应用版本过旧。',
      todo: '请先更新应用，再试一次；仍不行时导出补传文件，交管理员处理。',
    },
    'device-mismatch': {
      title: '设备不符',
      meaning: '记录上写的设备与签发它的设备不是同一台。',
      todo: '请导出补传文件，交管理员核查。',
    },
    'bad-signature': {
      title: '电子签名核对不上',
      meaning: '记录在本机保存后有过改动，或保存时损坏。',
      todo: '请导出补传文件，交管理员核查，并告诉审批人。',
    },
    'unknown-device': {
      title: '设备没有登记',
      meaning: '服务器没有这台设备的登记，无法确认由谁提交。',
      todo: '请联网重新登录，应用会再次登记设备，然后再试一次。',
    },
    'id-reused': {
      title: '编号已被占用',
      meaning: '服务器已有同一编号而内容不同的记录，两份都已保留。',
      todo: '请导出补传文件，交管理员比对。',
    },
    'unknown-task': {
      title: '找不到检查任务',
      meaning: '服务器上没有这项检查任务。',
      todo: '请导出补传文件，与审批人核对任务。',
    },
    'unknown-region': {
      title: '找不到行政区划',
      meaning: '服务器上没有这个县（市、区）。',
      todo: '请导出补传文件，交管理员核对。',
    },
    'wrong-state': {
      title: '任务状态不允许这一步',
      meaning: '任务可能已经结束、不予批准，或另一名检查人员已提交笔录。',
      todo: '请打开任务核对经过；同组人员已提交的，可以不再处理。',
    },
    'code-refused': {
      title: '检查任务码不被认可',
      meaning: '按当时的时间重新核验，此码无效。',
      todo: '请核对任务码的有效期与企业；需要时申请新码。',
    },
    'not-assigned': {
      title: '不在检查人员名单内',
      meaning: '任务上没有登记这名检查人员，可能已经改派。',
      todo: '请导出补传文件，与审批人核对名单，由名单上的人员处理。',
    },
    'officer-cannot-evaluate': {
      title: '检查人员的设备不能评价',
      meaning: '评价只能由企业自己的设备提交。',
      todo: '请企业用自己的手机，或到政务大厅评价。',
    },
    'not-inspected': {
      title: '还没有检查，不能评价',
      meaning: '这项任务既没有扫码，也没有笔录。',
      todo: '请在检查之后评价。',
    },
    'evaluation-closed': {
      title: '评价时间已过',
      meaning: '评价在检查结束后的规定天数内有效。',
      todo: '仍可拨打 12345 反映。',
    },
    'device-revoked': {
      title: '设备已停用',
      meaning: '这条记录产生时，设备已被停用。',
      todo: '请导出补传文件，说明情况并交管理员。',
    },
    dismissed: {
      title: '监督机关不予采信',
      meaning: '这条记录产生时，设备已停用或执法人员已暂停执法。监督人员核查后不予采信，原件仍作为证据保留。',
      todo: '可以改正的，请按上述意见改正后重发；对决定有异议的，请导出补传文件，向监督机关说明情况。',
    },
  } satisfies Record<RejectCode, Explanation>,
};
