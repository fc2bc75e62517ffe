/** Words of taking an enterprise's return QR. People on duty are never addressed by a pronoun. */
import type { ReturnTrouble } from '#lib/field/acknowledgements/take-return.ts';

const troubles: Record<Exclude<ReturnTrouble, 'too-large'>, { readonly title: string; readonly text: string }> = {
  broken: {
    title: '确认回执码核对不上，没有保存',
    text: '码不完整，或者内容被改动过。请企业在手机上重新打开页面，再扫一次；仍这样，可以请企业重新扫任务码确认。',
  },
  'other-task': {
    title: '不是本机任务的答复，没有保存',
    text: '本机没有这项检查任务。请由负责该任务的检查人员扫；企业手机有信号时也会自己发送。',
  },
  'other-code': {
    title: '答复的不是这项任务的码，没有保存',
    text: '企业扫的任务码与本机的不一致。请在任务里出示任务码，请企业重新扫码确认。',
  },
};

export const returnCode = {
  troubles,
  checking: '正在核对…',
  confirmed: '企业已确认',
  refused: '企业已拒绝',
  at: (time: string) => `企业手机时间 ${time}`,
  kept: '核对无误，已存在本机',
  keptText: '有网络时自动上传。企业手机有信号后也会自己发送，两边送到只算一次。',
  known: '之前已经收到，不用再扫',
  ground: (text: string) => `理由：${text}`,
  doubts: {
    unsure: '企业确认时，企业手机不能确定任务码的真假。',
    refuse: '企业确认时，企业手机核验不通过。',
  },
};
