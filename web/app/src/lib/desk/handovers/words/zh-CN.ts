/** Files of devices without network, brought in at the desk. */
import { sync } from '@liangma/web-common/words/sync/zh-CN';

export const handovers = {
  sync,
  title: '导入移交文件',
  lead: '手机没有网络时，执法人员在“同步”页导出移交文件，在这里导入。服务器逐条核对签名，结果与手机自己上传一样；同一个文件可以重复导入，记录不会重复。',
  drop: '把移交文件拖到这里',
  choose: '选择文件',
  hint: '文件名以 .liangma 结尾。照片不在文件里，手机有网络后自己上传。',
  working: '正在逐条核对…',
  another: '再导入一个',
  from: (officer: string, time: string) => `${officer}的手机，${time} 导出`,
  counts: {
    accepted: (n: number) => `新接受 ${n} 项`,
    known: (n: number) => `此前已收到 ${n} 项`,
    held: (n: number) => `已收下，待处理 ${n} 项`,
    refused: (n: number) => `未被接受 ${n} 项`,
  },
  time: '时间（手机）',
  record: '记录',
  enterprise: '企业',
  result: '结果',
  accepted: '已接受',
  known: '此前已收到',
  unreadable: '读不出的一条',
  unknownEnterprise: '任务不在服务器上',
  waiting: '服务器已收下，还缺这台手机更早的一条；那一条到达后自动生效。',
  quarantined: '服务器已收下，是否采纳由监督机关决定。',
  answer: '手机有网络后会自己得知结果，不用带回任何东西。',
  receipts: (n: number) => `下载 ${n} 份回执`,
  receiptsHint: '回执由服务器签名，可以留底，证明服务器已收到。',
};
