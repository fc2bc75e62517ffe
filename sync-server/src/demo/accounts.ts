/** The people who can sign in. The password is public: these accounts exist in a demo only. */
import type { Actor } from '@liangma/shared/access/authorise';
import { type Role, standingPost } from '@liangma/shared/access/post';
import { agencyById, EMERGENCY_MANAGEMENT, MARKET_SUPERVISION } from './agencies.ts';
import { officerIdOf } from './officers.ts';
import { COUNTY } from './regions.ts';

export interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly actor: Actor;
}

export const DEMO_PASSWORD = 'liangma-demo';

const named = (id: string): Actor['agency'] => {
  const agency = agencyById(id);
  return agency ? { id: agency.id, name: agency.name } : null;
};
const marketSupervision = named(MARKET_SUPERVISION);
const emergencyManagement = named(EMERGENCY_MANAGEMENT);

const nameOf = (id: string): string => agencyById(id)?.name ?? '';

const memberOf =
  (agency: Actor['agency']) =>
  (account: string, name: string, role: Role, officer: Actor['officer'] = null): Actor => ({
    account,
    name,
    posts: [standingPost(role, { agency, region: COUNTY.code })],
    agency,
    officer,
    region: COUNTY.code,
    demo: true,
  });
const member = memberOf(marketSupervision);
/** The second agency, which takes part in joint inspections. */
const partner = memberOf(emergencyManagement);

const official = (account: string, name: string, role: Role, region: string, office: string): Actor => ({
  account,
  name,
  posts: [standingPost(role, { agency: null, region })],
  agency: null,
  officer: null,
  office,
  region,
  demo: true,
});

export const CLERK = member('lichunmei', '李春梅', 'clerk');
export const APPROVER = member('mayongcheng', '马永成', 'approver');

const ACTORS: readonly Actor[] = [
  CLERK,
  APPROVER,
  member('wangjianguo', '王建国', 'inspector', officerIdOf(17)),
  member('zhuoma', '卓玛', 'inspector', officerIdOf(42)),
  member('hejing', '何静', 'legal-reviewer'),
  member('zhaolei', '赵磊', 'duty-officer'),
  member('wangxiulan', '王秀兰', 'agency-administrator'),
  partner('gaohaiyan', '高海燕', 'clerk'),
  partner('maguoliang', '马国梁', 'approver'),
  partner('qiyulan', '祁玉兰', 'inspector', officerIdOf(88)),
  official('liuzhiqiang', '刘志强', 'county-administrator', COUNTY.code, `${COUNTY.name}司法局 · 信息中心`),
  // The list of matters and the calendar of a year are published for the widest region.
  official('sunlihua', '孙丽华', 'county-administrator', '62', `${nameOf('62-SFT')} · 信息中心`),
  official('yangfan', '杨帆', 'requests-office', COUNTY.code, `${COUNTY.name}营商环境建设局`),
  official('chentao', '陈涛', 'operator', COUNTY.code, `${COUNTY.name}大数据中心`),
  official('zhangwei', '张伟', 'supervisor', '6206', `${nameOf('6206-SFJ')} · 行政执法协调监督科`),
  official('zhaomin', '赵敏', 'supervisor', '62', `${nameOf('62-SFT')} · 行政执法监督局`),
];

export const ACCOUNTS: readonly DemoAccount[] = ACTORS.map((actor) => ({
  account: actor.account,
  password: DEMO_PASSWORD,
  actor,
}));
