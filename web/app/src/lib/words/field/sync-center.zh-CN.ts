/** Words of the sync centre for one item: how it goes, what stands in its way, and what can be done. */

import type { WhyNotCorrect } from '#lib/field/sync-center/way-to-correct.ts';
import type { PhotoGroup } from '#lib/offline/photos/photo-groups.ts';

const whyNotCorrect: Record<WhyNotCorrect, string> = {
  moment: '这一步只记下时间，没有可改的内容。需要时请在任务里重新做这一步。',
  'signed-code': '码已签名，不能改。需要时请另签一个码。',
  'others-word': '内容由企业签发，不能改。需要时请企业重新出示确认回执码，再扫一次。',
  'maybe-accepted': '服务器可能已收下，不能改，也不能撤销。请再试一次，或导出后交管理员核查。',
  'task-missing': '任务已不在本机，打不开表单。请导出后交本机关办公室。',
  'task-closed': '任务现在不能再交这一项。请打开任务核对经过；确实不需要的，可以不再处理。',
};

const days = (n: number): string => `${n} 天`;

export const center = {
  /** Every file of the app is on the phone, or some are missing. */
  opensOffline: (ready: boolean): string => (ready ? '可以断网打开：是' : '可以断网打开：否，请保持联网片刻'),
  /** Way by which a record reached the server, or will. */
  routes: { own: '本机上传', file: '经补传文件', carried: '代企业带回' },
  /** Words about a visit. */
  received: (n: number) => `${n} 项已收妥`,
  age: (ms: number): string => {
    const minutes = Math.floor(ms / 60_000);
    if (minutes < 1) return '刚刚';
    if (minutes < 60) return `${minutes} 分钟前`;
    const hours = Math.floor(minutes / 60);
    return hours < 24 ? `${hours} 小时前` : `${days(Math.floor(hours / 24))}前`;
  },
  todo: {
    network: '不用处理，有网络时自动上传。',
    turn: '不用处理，正在依次上传。',
    earlier: '不用处理，服务器已收下，前一条到达后自动生效。',
    unchecked: '不用处理，服务器已收下，核验数据更新后自动核对。',
    old: (n: number) => `已等了 ${days(n)}。还没有网络的，请导出补传文件，交本机关办公室导入。`,
  },
  export: '导出补传文件',
  nothingToExport: '没有需要导出的记录',
  exported: (n: number) => `已导出 ${n} 项`,
  exportedText: (left: number) =>
    `${left > 0 ? `还有 ${left} 项放不下，请再导出一次。` : ''}请把文件交本机关办公室，在“导入补传文件”里导入。照片另用“导出照片补传文件”导出。`,
  correct: '改正后重发',
  whyNotCorrect,
  discard: '不再处理',
  discardTitle: '这条记录不再处理？',
  discardText: '不能撤销。原始记录连同理由仍留在本机，监督人员能看到。',
  discardGround: '理由',
  discardNote: '补充说明（可不填）',
  discardNoteNeeded: '写明理由',
  trouble: {
    'reason-missing': '请选择理由；选“其他”的，请写明。',
    'export-first': '请先导出这条记录，再确定不再处理。',
  },
  replacedList: '已改正重发，等回执',
  replacedState: '已被替代',
  replacedText: '改正的一条收到回执之前，原来的一条列在这里；收到之后仍保存在本机。',
  discardedList: '不再处理',
  discardedState: '不再处理',
  photoList: '照片',
  photosOf: (n: number, size: string) => `${n} 张 · ${size}`,
  photosNow: {
    'on-the-way': '笔录收妥后，有网络时自动上传，不用处理。',
    held: '笔录被退回，照片留在本机。改正笔录重发后一起上传。',
    'set-aside': '笔录不再处理，照片留在本机，不上传。',
    damaged: '本机文件损坏。请导出记录，向管理员说明。',
  } satisfies Record<PhotoGroup['state'], string>,
  exportPhotos: '导出照片补传文件',
  photosExported: (n: number, size: string, left: number) =>
    n === 0
      ? '没有需要导出的照片。'
      : `已导出 ${n} 张照片，${size}${left > 0 ? `，还有 ${left} 张放不下，请再导出一次` : ''}。请和补传文件一起交本机关办公室，先导入补传文件，再导入照片补传文件。`,
  unknownTask: '本机没有的任务',
};
