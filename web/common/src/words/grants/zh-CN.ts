/** 离线签发授权: what desk, field and supervision say of it. */
import type { GrantFindingCode } from '@liangma/shared/grants/giving';
import type { GRANT_STATES } from '@liangma/shared/grants/grant-terms';
import type { IssueFinding } from '@liangma/shared/grants/issuing';

type Evidence = Readonly<Record<string, string | number>>;

const states: Record<(typeof GRANT_STATES)[number], string> = {
  coming: '未到生效时间',
  running: '有效',
  ended: '已终止',
  over: '已到期',
};

const findings: Record<GrantFindingCode, { title: string; text: (e: Evidence) => string }> = {
  'own-device': { title: '不能授权给本人', text: () => '批准人与持有设备的人不能是同一人。请选其他执法人员的设备。' },
  'device-not-enrolled': {
    title: '设备没有登记',
    text: () => '请选一台登录过“现场执法”的设备。执法人员用手机登录一次，设备即完成登记。',
  },
  'device-of-other-agency': {
    title: '设备不属于本机关',
    text: (e) => `这台设备登记在其他机关的${e.officer}名下。请选本机关执法人员的设备。`,
  },
  'holder-not-named': {
    title: '持有设备的人不在名单内',
    text: (e) => `${e.officer}持有这台设备，应当列为可以检查的执法人员。`,
  },
  'officer-not-qualified': {
    title: '执法资格不覆盖授权期',
    text: (e) => `${e.officer}的执法证件在授权期内失效，或者已暂停执法、将在期内离岗。请移除此人，或缩短授权期。`,
  },
  'region-too-wide': { title: '区域超出管辖', text: (e) => `授权区域应当在${e.agency}的管辖区域之内。` },
  'too-many-codes': { title: '次数过多', text: (e) => `一份授权最多签发 ${e.most} 次。` },
  'too-long': { title: '期限过长', text: (e) => `现为 ${e.days} 天，一份授权最长 ${e.most} 天。` },
  'no-reason': { title: '没有写明理由', text: () => '请写明为什么需要离线签发，例如投诉多发、乡镇没有信号。' },
};

const issuing: Record<IssueFinding, string> = {
  'grant-not-begun': '授权还没有到生效时间。',
  'grant-ended': '授权已经终止，不能再签发。',
  'grant-over': '授权已经到期，不能再签发。',
  'grant-used-up': '授权的次数已经用完。',
  'no-enterprise': '请选择要检查的企业。',
  'enterprise-outside': '这家企业不在授权区域内。',
  'no-matter': '请至少选一项检查事项。',
  'matter-not-granted': '所选事项不在授权范围内。',
  'too-few-officers': '至少要有两名授权名单内的执法人员。',
  'window-outside': '检查时段超出了授权期限，或者过长，请缩短时长。',
  'no-source': '请选择案件来源。',
  'no-reference': '请写明线索的编号、日期和渠道，日期不晚于今天。',
  'no-reason': '请写明为什么必须现场检查，至少 10 个字。',
};

export const grants = {
  states,
  findings,
  issuing,
};
