/** A code's claims as lines for people. */
import { agencyNamesOf } from '@liangma/shared/task-code/agency-names';
import type { Claims, CodeOfficer } from '@liangma/shared/task-code/claims';

const KINDS: Record<Claims['kind'], string> = {
  routine: '日常检查 routine',
  case: '个案检查 case',
  special: '专项检查 special',
  visit: '入企（非检查） visit',
};

/** Formats a time in China's zone, whatever the zone of this machine. */
export const sayTime = (seconds: number): string =>
  `${new Date(seconds * 1000 + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +08:00`;

const sayOfficer = ({ name, certificate, partner }: CodeOfficer): string =>
  [name, certificate, ...(partner ? [`(${partner})`] : [])].join(' ');

export function codeLinesOf(claims: Claims): string[] {
  const { issuedUnder } = claims;
  const [, ...partners] = agencyNamesOf(claims);
  const rows: [string, string][] = [
    ['机关 agency', `${claims.agencyName} ${claims.agency}`],
    ...(partners.length > 0 ? [['联合检查 joint with', partners.join(', ')] as [string, string]] : []),
    ['企业 enterprise', `${claims.enterpriseName} ${claims.enterprise}`],
    ['类型 kind', KINDS[claims.kind]],
    ['事项 matters', `${claims.matters.join(', ')} (catalog ${claims.catalog})`],
    ['人员 officers', claims.officers.map(sayOfficer).join(', ')],
    ['时间 window', `${sayTime(claims.notBefore)} – ${sayTime(claims.expires)}`],
    ['今年第几次 n-th', claims.nth === 0 ? '未知 not known' : String(claims.nth)],
    ['任务 task', claims.task],
    ['撤回清单 status list', `${claims.statusShard}, ${claims.statusIndex}`],
  ];
  if (issuedUnder) rows.push(['授权 grant', `${issuedUnder.grant}, no. ${issuedUnder.number}, ${issuedUnder.region}`]);
  return rows.map(([name, value]) => `  ${name}: ${value}`);
}

/** Claims without what JSON cannot hold. */
export const plainClaims = ({ anchor, ...claims }: Claims): object => ({
  ...claims,
  hasLivePart: anchor !== undefined,
});
