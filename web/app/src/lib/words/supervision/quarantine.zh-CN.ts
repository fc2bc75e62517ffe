/** Records made on a device that was barred at the time: supervisors decide whether they count (SYNC-9). */
import type { BarredReason } from '@liangma/shared/devices/barred';
import { sync } from '@liangma/web-common/words/sync.zh-CN';

export const quarantine = {
  sync,
  title: '待核记录',
  search: '查找待核记录',
  hint: '企业、检查主体或执法人员',
  counter: '件',
  kind: '原因',
  since: '起始时间',
  records: '记录数',
  kinds: { 'device-revoked': '设备停用', 'officer-suspended': '人员暂停执法' } satisfies Record<BarredReason, string>,
  lead: '设备停用或人员暂停执法之后做的记录，系统已收下，尚未生效。请逐件核查后决定是否采信。',
  none: '没有待核记录。设备停用或人员暂停执法之后做的记录会列在这里。',
  reasons: {
    'device-revoked': (time: string) => `设备于${time} 停用`,
    'officer-suspended': (time: string) => `人员于${time} 暂停执法`,
  } satisfies Record<BarredReason, (time: string) => string>,
  device: (officer: string) => `${officer}的设备`,
  unknownTask: '现场签发的任务，随签发记录一并核查',
  made: (time: string) => `设备时间：${time}`,
  arrived: (time: string) => `系统于${time} 收到`,
  release: '予以采信',
  dismiss: '不予采信',
  releaseTitle: (n: number) => `采信这 ${n} 条记录`,
  dismissTitle: (n: number) => `不予采信这 ${n} 条记录`,
  releaseText: '采信后不能撤销。记录按任务现状逐条判定，符合规则的生效。',
  dismissText: '决定后不能撤销。记录不生效，原件作为证据保留；执法人员会看到这里写的理由，可以改正后重报。',
  note: '理由',
  noteMissing: '请写明理由。',
  released: (n: number) => `已采信 ${n} 条。`,
  dismissed: (n: number) => `已决定不予采信 ${n} 条，执法人员联网后会看到理由。`,
  /** Between reasons, and between sentences. */
  and: '、',
  space: '',
  refused: (n: number, why: string) => `有 ${n} 条按任务现状被退回：${why}。`,
};
