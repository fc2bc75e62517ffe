/**
 * Counters of an enterprise's inspections (FREQ-1). `counted`: all but special ones deployed from above. `capped`: also without
 * those that the published limit exempts.
 */
import { dayOf, yearOf } from '../../kernel/instant.ts';
import type { Exemption, Limit } from '../../matters/cap.ts';
import { type Agency, type AgencyLevel, levelOfRegion, regionInCode } from '../../registry/agency.ts';
import { type Application, COUNTED_STATES, EXEMPT_SOURCES, restsOnClue } from '../../tasks/task.ts';
import type { Visit } from '../facts.ts';

/** Agency to which an inspection counts: that in whose name it is made, so the entrusting one (QUAL-2). */
export interface Standing {
  readonly principal: string;
  readonly line: string;
  readonly level: AgencyLevel;
}

export const standingOf = ({
  id,
  line,
  level,
  entrustment,
}: Pick<Agency, 'id' | 'line' | 'level' | 'entrustment'>): Standing =>
  entrustment
    ? { principal: entrustment.agency, line, level: levelOfId(entrustment.agency) }
    : { principal: id, line, level };

/** A fact without line or level names them by the agency's id. */
export function standingOfVisit({ agency, principal, line, level }: Visit): Standing {
  const id = principal ?? agency;
  return { principal: id, line: line ?? lineOfId(id), level: level ?? levelOfId(id) };
}

const lineOfId = (agency: string): string => agency.replace(/^\d+-/, '').replace(/\d+$/, '');

function levelOfId(agency: string): AgencyLevel {
  const region = regionInCode(agency);
  return region === undefined ? 'county' : levelOfRegion(region);
}

/** Took place, or may still. */
export const isVisit = ({ state }: Visit): boolean => (COUNTED_STATES as readonly string[]).includes(state);

/** A special inspection deployed from above is no decision of this agency, and counts for nothing. */
export const isCounted = ({ type, source }: Pick<Application, 'type' | 'source'>): boolean =>
  !(type === 'special' && source === 'deployed');

/** Counts towards the limit too. Only a case that rests on a clue is unplanned. */
export const isCapped = (inspection: Pick<Application, 'type' | 'source'>, limit: Limit): boolean =>
  isCounted(inspection) && !isExempt(inspection, limit) && !(limit.counts === 'planned' && restsOnClue(inspection));

/** A limit that names no exemptions of its own has the general ones (FREQ-2). */
export const isExempt = ({ type, source }: Pick<Application, 'type' | 'source'>, { exempt }: Pick<Limit, 'exempt'>) =>
  type === 'case' && (exempt ?? EXEMPT_SOURCES).some((exemption) => SOURCES_OF[exemption]?.includes(source) ?? false);

/** Sources of an application that an exemption is about. The others are stated by no source, and exempt nothing by themselves. */
const SOURCES_OF: Readonly<Partial<Record<Exemption, readonly Application['source'][]>>> = {
  complaint: ['complaint'],
  referral: ['referral'],
  'data-monitoring': ['data-monitoring'],
  'offsite-clue': ['data-monitoring'],
  'own-request': ['own-request'],
};

export const inYearOf = ({ window }: Pick<Application, 'window'>, visits: readonly Visit[]): Visit[] =>
  visits.filter((visit) => yearOf(visit.window.from) === yearOf(window.from));

/** Visits to which the limit of a matter speaks, with the standing of the agency that asks. */
export function withinReach(visits: readonly Visit[], limit: Limit, matter: string, own: Standing): Visit[] {
  const { matters, agencies } = limit;
  const together = Array.isArray(matters) ? [matter, ...matters] : [matter];
  return visits.filter((visit) => {
    if (matters !== 'all' && !visit.matters.some((id) => (together as string[]).includes(id))) return false;
    const standing = standingOfVisit(visit);
    if (agencies === 'own') return standing.principal === own.principal;
    if (standing.line !== own.line) return false;
    return agencies === 'level' ? standing.level === own.level : agencies.includes(standing.level);
  });
}

/** [FREQ-3] A joint inspection counts once, however many agencies and tasks take part. The earliest stands for it. */
export function countOnce(visits: readonly Visit[]): Visit[] {
  const joint = new Set<string>();
  return inOrder(visits).filter((visit) => {
    if (visit.joint === null) return true;
    if (joint.has(visit.joint)) return false;
    joint.add(visit.joint);
    return true;
  });
}

/** The order in which facts come never matters. */
const inOrder = (visits: readonly Visit[]): Visit[] =>
  [...visits].sort((a, b) => a.window.from - b.window.from || compare(sortKey(a), sortKey(b)));

const sortKey = ({ agency, task, joint, state, matters }: Visit): string =>
  [agency, task ?? '', joint ?? '', state, ...matters].join(' ');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Day of a visit: when it ended, or when its period begins. */
export const visitDay = ({ endedAt, window }: Pick<Visit, 'endedAt' | 'window'>): string =>
  dayOf(endedAt ?? window.from);
