import type { Light } from '@liangma/shared/devices/device-health';
import type { LeavingReason } from '@liangma/shared/devices/leaving-reason';

export const devices = {
  title: '设备',
  search: '查找设备',
  hint: '执法人员、设备编号或检查主体',
  hintOwn: '执法人员或设备编号',
  counter: '台',
  state: '状态',
  agency: '检查主体',
  officer: '执法人员',
  why: '原因',
  agenciesNotIn: (whole: number, all: number) =>
    `${all} 个检查主体中，${whole} 个已全部上传，${all - whole} 个没有或不能确定：`,
  agencyNotIn: (agency: string, devices: number, all: number) =>
    `${agency}：${all} 台在用设备，${devices} 台未确认全部上传`,
  question: '记录是否全部上传？',
  yes: '已全部上传',
  no: '尚未全部上传',
  allIn: (n: number, time: string) => `截至${time}，在用的 ${n} 台设备的记录已全部上传。`,
  notAllIn: (whole: number, all: number) =>
    `在用的 ${all} 台设备中，${whole} 台已全部上传，${all - whole} 台没有或不能确定：`,
  named: (officer: string, why: string) => `${officer}：${why}`,
  empty: '还没有设备。执法人员第一次登录现场执法应用时，设备会自动登记，列在这里。',
  lights: { green: '正常', amber: '需关注', red: '有缺失', off: '已停用' } satisfies Record<Light, string>,
  /** Concerns about a device. */
  cleared: (n: number, time: string) => `手机系统清除过应用数据，当时（${time}）有 ${n} 条没有上传，可能已丢失`,
  missing: (n: number) => `缺 ${n} 条：设备上已形成，系统未收到`,
  sending: (n: number) => `正在上传 ${n} 条`,
  parked: (n: number) => `${n} 条被退回，留在设备上待处理`,
  mayHold: (time: string, tasks: number) => `自${time} 起未联网，期间有 ${tasks} 项任务，可能有记录未上传`,
  mayHoldCodes: (time: string) => `自${time} 起未联网，期间有离线签发权限，可能有记录未上传`,
  unknown: '应用版本较旧，不报告上传情况，请更新',
  failing: (n: number) => `连续 ${n} 次同步失败`,
  clockOff: (minutes: number) => `时钟${minutes > 0 ? '快' : '慢'} ${Math.abs(minutes)} 分钟`,
  device: (id: string) => `设备 ${id}`,
  enrolled: (time: string) => `${time} 登记`,
  contact: '最近联网',
  pending: '最近联网时待上传',
  records: (n: number) => `${n} 条`,
  discarded: '不再处理',
  byFile: '手机没有网络？导入补传文件',
  failures: '同步失败',
  times: (n: number) => `${n} 次`,
  app: '应用版本',
  built: (time: string) => `版本 ${time}`,
  invented: '演示',
  clock: '时钟',
  exact: '正常',
  notTold: '没有报告',
  revokedOnes: (n: number) => `已停用的设备 ${n} 台`,
  revokedNow: (officer: string, short: string) => `已停用：${officer}，设备 ${short}`,
  revoke: '停用设备',
  revokeTitle: (officer: string, id: string) => `停用${officer}的设备 ${id}`,
  revokeText:
    '停用后不能恢复：这台设备不能再登录，离线签发授权同时终止。停用之前做的记录仍会接收；之后做的只收下、不生效，由监督机关核查决定。',
  reason: '停用理由',
  /** The server itself revoked it. */
  reasons: { 'post-ended': '岗位已结束', 'officer-left': '执法人员已离岗（执法人员名录）' } satisfies Record<
    LeavingReason,
    string
  >,
  reasonMissing: '请写明停用理由。',
  revoked: (name: string, time: string) => (name === '' ? `${time} 停用` : `${name}于${time} 停用`),
};
