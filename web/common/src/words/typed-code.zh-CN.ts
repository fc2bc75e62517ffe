/** Words for typing a code instead of scanning it. */
import type { TypedTrouble } from '../typed-code.ts';

const troubles: Record<TypedTrouble, (minutes: number) => string> = {
  empty: () => '还没有输入。核验号是 10 位数字，印在二维码旁边。',
  'wrong-length': () => '位数不对：核验号是 10 位数字。请核对后再试。',
  'wrong-check': () => '核验号不对：有一位输错了，或者相邻两位写反了。请对照原件再核对。',
  unknown: () => '这不是核验号，也不是检查任务码的网址，可能少了几位。请核对后再试。',
  'no-network': () => '现在没有网络。核验号要联网才能查，扫码不用联网。',
  'not-our-server': () => '这个网络没有连到核验系统，可能要先登录。请换一个网络再试，或者直接扫码。',
  'not-found': () =>
    '没有查到：没有这个核验号的检查任务码，或者还没到检查时间、检查结束太久了。请核对数字，仍有疑问请拨打 12345。',
  'too-many': (minutes) => `查询次数太多，请 ${minutes} 分钟后再试。扫码不受影响。`,
  busy: () => '系统繁忙，请过一会儿再试，或者直接扫码。',
};

export const typedCode = {
  troubles,
  label: '核验号（10 位数字），或者粘贴网址',
  hint: '核验号在二维码旁边，也印在通知书上。核验号要联网才能查。',
  check: '核验',
  searching: '正在查…',
};
