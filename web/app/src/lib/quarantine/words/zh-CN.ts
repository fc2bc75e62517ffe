/** Records made on a device that was barred at the time: supervisors decide whether they count (SYNC-9). */
import type { BarredReason } from '@liangma/shared/sync/barred';
import { sync } from '@liangma/web-common/words/sync/zh-CN';

export const quarantine = {
  sync,
  title: '待决定的记录',
  lead: '设备停用或人员暂停执法之后做的记录，服务器已收下，但还不生效。请逐件核实后决定是否采纳。',
  none: '没有待决定的记录。设备停用或人员暂停执法之后做的记录会列在这里。',
  reasons: {
    'device-revoked': (time: string) => `设备于${time} 停用`,
    'officer-suspended': (time: string) => `人员于${time} 暂停执法`,
  } satisfies Record<BarredReason, (time: string) => string>,
  device: (officer: string) => `${officer}的设备`,
  unknownTask: '现场签发的任务，随签发记录一起待决定',
  made: (time: string) => `设备时间：${time}`,
  arrived: (time: string) => `服务器于${time} 收到`,
  release: '采纳',
  dismiss: '不予采纳',
  releaseTitle: (n: number) => `采纳这 ${n} 条记录`,
  dismissTitle: (n: number) => `不予采纳这 ${n} 条记录`,
  releaseText: '采纳后不能撤销。记录按现在的任务情况逐条判定，符合规则的生效。',
  dismissText: '决定后不能撤销。记录不生效，原件作为证据保留；执法人员会看到这里写的理由，可以改正后重报。',
  note: '理由',
  noteMissing: '请写明理由。',
  deciding: '正在提交…',
  released: (n: number) => `已采纳 ${n} 条。`,
  dismissed: (n: number) => `已决定不予采纳 ${n} 条，执法人员联网后会看到理由。`,
  /** Between reasons, and between sentences. */
  and: '、',
  space: '',
  refused: (n: number, why: string) => `有 ${n} 条按任务现在的情况未被接受：${why}。`,
};
