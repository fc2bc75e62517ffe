/** The frequency rules of a matter in English, in the order of `capInChinese`. */
import type { Amount, Cap, Exemption, Floor, Limit } from '@liangma/shared/matters/cap';
import type { AgencyLevel } from '@liangma/shared/registry/agency';

const plural = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

const EXEMPTIONS: Readonly<Record<Exemption, string>> = {
  complaint: 'complaints',
  referral: 'referrals',
  'data-monitoring': 'data monitoring',
  'own-request': 'requests by the enterprise',
  'by-statute': 'where a statute says otherwise',
  'offsite-clue': 'clues from off-site supervision',
  'assisting-superior': 'assisting a superior',
  audit: 'audits',
  'media-report': 'media reports',
  rectification: 'checks of corrections',
  'licence-review': 'licence reviews',
  'poor-credit': 'more checks for poor credit',
  emergency: 'emergencies',
};

export const capInEnglish = ({ limits, floors, coverage }: Cap): string[] => [
  ...limits.map(limitInEnglish),
  ...floors.map(floorInEnglish),
  ...(coverage ? [`${coverage.atLeast ? 'at least ' : ''}${coverage.percent} % of all enterprises are drawn`] : []),
];

function limitInEnglish(limit: Limit): string {
  const { agencies, matters, exceptGrades, exempt, months } = limit;
  const scope = [
    agencies === 'level' && 'all agencies of a level together',
    Array.isArray(agencies) && `${agencies.join(', ')} together`,
    matters === 'all' && 'over all matters',
    Array.isArray(matters) && `together with ${matters.join(', ')}`,
    limit.counts === 'supervisory' && 'supervisory visits apart',
    limit.counts === 'planned' && 'planned inspections only',
    limit.per === 'premises' && 'for each place of business',
    limit.binds === 'list' && 'for every inspection of the agency',
    limit.inPrinciple && 'in principle',
    limit.condition && 'if the year before brought no penalty',
    exceptGrades.length > 0 && `grades ${exceptGrades.join(', ')} as needed`,
    months.length > 0 && `planned for months ${months.join(', ')}`,
    exempt && `not limited: ${exempt.map((id) => EXEMPTIONS[id]).join(', ')}`,
  ].filter(Boolean);
  const number = amountInEnglish(limit.amount, limit.nature === 'planned' ? 'planned' : 'at most');
  return scope.length > 0 ? `${number} (${scope.join('; ')})` : number;
}

function amountInEnglish(amount: Amount, most: string): string {
  const list = (entries: readonly (readonly [string, number])[]) =>
    `${most} a year: ${entries.map(([name, n]) => `${name} ${n}`).join(', ')}`;
  switch (amount.by) {
    case 'flat':
      return `${most} ${plural(amount.perYear, 'time', 'times')} a year`;
    case 'grade':
      return list(Object.entries(amount.perYear).map(([grade, n]) => [`grade ${grade}`, n]));
    case 'mark':
      return `${list(amount.perYear.map(({ value, perYear }) => [value, perYear]))} (${amount.scale})`;
    case 'level':
      return list(Object.entries(amount.perYear) as [AgencyLevel, number][]);
  }
}

function floorInEnglish({ times, years, target, seasons, occasion }: Floor): string {
  const season = seasons.map(({ from, to }) => `${from} to ${to}`).join(', ');
  const when = season || (years === 1 ? 'a year' : `in ${years} years`);
  return `${target && `${target}: `}at least ${plural(times, 'time', 'times')} ${when}${occasion && ` (${occasion})`}`;
}
