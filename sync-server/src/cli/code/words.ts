/** Words of `liangma code` for a verdict, a line in Chinese and a line in English. The faces have longer ones. */
import type { Reason, Verdict } from '@liangma/shared/task-code/verify';

export const VERDICT_WORDS: Record<Verdict['verdict'], string> = {
  genuine: '真实有效 genuine',
  refuse: '不成立，可以拒绝 refuse',
  unsure: '无法确定 unsure',
};

export const PRESENCE_WORDS: Record<NonNullable<Verdict['presence']>, string> = {
  live: '动态码 shown live',
  printed: '固定码 printed form',
};

export const REASON_WORDS: Record<Reason, string> = {
  malformed: '不是检查任务码，或已残缺 not a task code, or damaged',
  'unsupported-version': '不是本格式的任务码 not a code of this profile',
  'bad-signature': '签名不成立 the signature does not hold',
  'key-not-valid-then': '签发密钥当时无效，或不管这个机关 the key could not sign this then',
  'grant-invalid': '离线签发授权不成立或已终止 the grant does not hold, or was ended',
  'grant-exceeded': '超出离线签发授权的范围 beyond the bounds of its grant',
  'not-yet-valid': '还没到检查时间 its time has not begun',
  expired: '已过检查时间 its time is over',
  withdrawn: '已撤回 withdrawn',
  'wrong-enterprise': '不是这家企业的码 of another enterprise',
  copied: '不是当场出示的码，像是截图或转发 not shown just now: a picture or a forwarded code',
  'unknown-key': '不认识签发密钥，联网更新后再看 the key is not known here; update and try again',
  'stale-keys': '密钥集太旧，联网更新 the key set is old; update it',
  'stale-status': '撤回清单太旧，联网更新 the status list is old; update it',
  'unknown-matter': '事项目录中没有这个事项，联网更新 a matter is not in this catalog; update it',
  'clock-suspect': '本机时钟可疑 the clock of this machine is suspect',
};
