/**
 * The officers, shared out over the agencies. A certificate runs five years; a few have run out, one officer is
 * suspended (QUAL-3). Assistants have no certificate and are not here.
 */
import { DAY, dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { Agency, AgencyId } from '@liangma/shared/registry/agency';
import { type Officer, officerIdSchema } from '@liangma/shared/registry/officer';
import * as v from 'valibot';
import { AGENCIES, EMERGENCY_MANAGEMENT, isSupervisor, MARKET_SUPERVISION } from './agencies.ts';
import { personName } from './people-names.ts';
import { shareOut } from './quota.ts';
import { type Random, seededRandom } from './random.ts';
import { COUNTY } from './regions.ts';

/** The people of the demo's story. Each certificate number begins with the county; the rest is a running number. */
const STORY_OFFICERS = [
  { number: 17, name: '王建国', daysLeft: 920 },
  { number: 42, name: '卓玛', daysLeft: 575 },
  /** His certificate ended four days ago: QUAL-3 does not count him. */
  { number: 51, name: '卓才让', daysLeft: -4 },
] as const;

/** The officer of the second agency, which takes part in joint inspections. */
const PARTNER_OFFICER = { number: 88, name: '祁玉兰', daysLeft: 700 } as const;

/** Officers, and those who sign in without being one. */
const STORY_NAMES = [...STORY_OFFICERS.map(({ name }) => name), '李春梅', '马永成', '张伟', '赵敏'];

export const officerIdOf = (number: number): Officer['id'] => v.parse(officerIdSchema, `O${certificateNumber(number)}`);

const certificateNumber = (number: number): string => `${COUNTY.code}${String(number).padStart(5, '0')}`;

const CERTIFICATE_DAYS = 1826;
const EXPIRED_SHARE = 0.012;

/** Count of officers of an agency, where an ordinary bureau has 10. */
const STRENGTH: Readonly<Record<string, number>> = {
  SCJG: 150,
  GAJ: 120,
  YJGL: 55,
  NYNC: 70,
  LYCY: 60,
  WSJK: 50,
  JTYS: 55,
  ZHZF: 60,
  XFJY: 35,
  STHJ: 30,
  ZRZY: 35,
  WHLY: 30,
  ZJJ: 30,
  XZZF: 25,
};
const ORDINARY_STRENGTH = 10;
/** Two inspect together (QUAL-3). */
const LEAST_OFFICERS = 2;

export function demoOfficers(count: number, now: Instant): Officer[] {
  const random = seededRandom('officers');
  const strengths = AGENCIES.filter((agency) => !isSupervisor(agency)).map(
    (agency) => [agency, strengthOf(agency)] as const,
  );
  const story = STORY_OFFICERS.map((officer) => storyOfficer(officer, now));
  const numbers = unusedNumbers();
  const names = new Set<string>(STORY_NAMES);
  const others = shareOut(count, strengths, LEAST_OFFICERS).flatMap(([agency, n]) => {
    const left = agency.id === MARKET_SUPERVISION ? n - story.length : n;
    return Array.from({ length: left }, () =>
      officer(agency.id, numbers(), newName(agency, names, random), random, now),
    );
  });
  return [...story, ...withPartner(withOneSuspended(others), now)];
}

const strengthOf = ({ id }: Agency): number => STRENGTH[id.replace(/^\d+-|\d+$/g, '')] ?? ORDINARY_STRENGTH;

function unusedNumbers(): () => number {
  const used: readonly number[] = [...STORY_OFFICERS, PARTNER_OFFICER].map(({ number }) => number);
  let number = 0;
  return () => {
    do number++;
    while (used.includes(number));
    return number;
  };
}

/** The first officer of the second agency is the one who signs in. */
function withPartner(officers: readonly Officer[], now: Instant): Officer[] {
  const first = officers.findIndex(({ agency }) => agency === EMERGENCY_MANAGEMENT);
  const { number, name, daysLeft } = PARTNER_OFFICER;
  return officers.with(first, withCertificate(EMERGENCY_MANAGEMENT as AgencyId, number, name, daysLeft, now));
}

/** Colleagues differ in name, and the people of the story have theirs alone. */
function newName({ id }: Agency, taken: Set<string>, random: Random): string {
  for (;;) {
    const name = personName(random);
    const inAgency = `${id} ${name}`;
    if (taken.has(name) || taken.has(inAgency)) continue;
    taken.add(inAgency);
    return name;
  }
}

function storyOfficer({ number, name, daysLeft }: (typeof STORY_OFFICERS)[number], now: Instant): Officer {
  return withCertificate(MARKET_SUPERVISION as AgencyId, number, name, daysLeft, now);
}

/** The valid ones have been so for at least a year: they may stand in every inspection of the past year. */
function officer(agency: AgencyId, number: number, name: string, random: Random, now: Instant): Officer {
  const daysLeft = random.chance(EXPIRED_SHARE) ? -1 - random.int(200) : 20 + random.int(CERTIFICATE_DAYS - 400);
  return withCertificate(agency, number, name, daysLeft, now);
}

function withCertificate(agency: AgencyId, number: number, name: string, daysLeft: number, now: Instant): Officer {
  const lastDay = now + daysLeft * DAY;
  return {
    id: officerIdOf(number),
    agency,
    name,
    certificate: {
      number: certificateNumber(number),
      validFrom: dayOf(lastDay - (CERTIFICATE_DAYS - 1) * DAY),
      validTo: dayOf(lastDay),
    },
    department: departmentOf(number),
    phone: phoneOf(number),
    leftOn: null,
    suspended: false,
    demo: true,
  };
}

const DEPARTMENTS = ['综合执法股', '食品安全监管股', '执法监督股', '法规股'] as const;
const departmentOf = (number: number): string => DEPARTMENTS[number % DEPARTMENTS.length] ?? '';

/** Numbers that begin with 199 0935 0 are invented. */
const phoneOf = (number: number): string => `19909350${String(number % 1000).padStart(3, '0')}`;

/** The last of the market supervisors: they come first and are many. */
function withOneSuspended(officers: readonly Officer[]): Officer[] {
  const at = officers.findLastIndex(({ agency }) => agency === MARKET_SUPERVISION);
  return officers.map((officer, i) => (i === at ? { ...officer, suspended: true } : officer));
}
