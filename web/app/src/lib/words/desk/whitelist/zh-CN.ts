/** The whitelist as a list. */

import type { WhitelistEntryState } from '@liangma/shared/registry/whitelist';
import { eitherEnterpriseId } from '@liangma/web-common/words/enterprise-id';

const states: Record<WhitelistEntryState, string> = { current: '有效', coming: '未生效', ended: '已结束' };

export const whitelist = {
  title: '“无事不扰”白名单',
  lead: '名单有效期内不开展日常检查，有线索的个案检查和只检查涉及公共安全的事项的除外；确需检查的，应当说明理由（WL-1）。',
  manage: '列入和移出，在登记库的企业页面办理。',
  search: '查找名单内企业',
  hint: '名称、拼音首字母、统一社会信用代码或注册号',
  counter: '条',
  thing: '列入记录',
  empty: '还没有企业列入白名单。列入以后会在这里显示，申请检查时自动核对。',
  enterprise: '企业',
  id: eitherEnterpriseId('zh-CN'),
  place: '所在地',
  condition: '列入条件、决定文号',
  document: '决定文号',
  from: '起始日期',
  until: '截止日期',
  last: '最后一天',
  period: '有效期',
  days: (from: string, last: string) => `${from} 至 ${last}`,
  never: '生效前移出',
  state: '状态',
  region: '所在区域',
  states,
  removed: (day: string, reason: string) => `${day} 移出：${reason}`,
  removedOn: '移出日期',
  removalReason: '移出理由',
};
