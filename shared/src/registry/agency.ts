/** 检查主体 (QUAL-1, QUAL-2). */
import * as v from 'valibot';
import { type Day, daySchema } from '../kernel/instant.ts';
import { covers, plainRegion, type RegionCode, regionCodeSchema } from '../kernel/regions.ts';
import { lineSchema } from './lines.ts';

export const agencyIdSchema = v.pipe(v.string(), v.regex(/^\d{2,9}-[A-Z]{2,8}\d{0,2}$/), v.brand('AgencyId'));
export type AgencyId = v.InferOutput<typeof agencyIdSchema>;

/** 行政机关, 法律法规授权组织, 受委托组织. */
export const AGENCY_KINDS = ['organ', 'authorised', 'entrusted'] as const;
export const AGENCY_LEVELS = ['province', 'prefecture', 'county', 'township'] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];

/** Level of the agencies whose region this is. */
export function levelOfRegion({ length }: RegionCode): AgencyLevel {
  if (length <= 2) return 'province';
  if (length <= 4) return 'prefecture';
  return length <= 6 ? 'county' : 'township';
}

/** Region that an agency's code begins with; undefined where its digits are those of no region. */
export const regionInCode = (id: string): RegionCode | undefined => plainRegion(id.replace(/-.*/, ''));

/** 功能区, such as 620171 兰州新区: a code of the statistics, in whose place the counties that it lies in may stand. */
const isFunctionalZone = (region: RegionCode): boolean => /^\d{4}7[1-9]/.test(region);

/**
 * [JUR-1] True if an agency's code may belong to an agency of this region. A branch may keep the code of the superior that sends it, and
 * a post in a township that of the township. A functional zone stands for any county of its prefecture.
 */
export function fitsRegion(id: string, region: RegionCode): boolean {
  const own = regionInCode(id);
  if (own === undefined) return false;
  if (covers(own, region) || covers(region, own)) return true;
  return (isFunctionalZone(own) || isFunctionalZone(region)) && own.slice(0, 4) === region.slice(0, 4);
}

/**
 * [MAT-1] The level decides which matters an agency may use. It is above that of its region only in a functional zone, or for a branch of a
 * superior (垂直管理).
 */
export const mayHaveLevel = (level: AgencyLevel, region: RegionCode, vertical: boolean): boolean =>
  vertical || isFunctionalZone(region) || AGENCY_LEVELS.indexOf(level) >= AGENCY_LEVELS.indexOf(levelOfRegion(region));

const documentNumber = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
export const phoneSchema = v.pipe(v.string(), v.regex(/^[0-9+()\- ]{0,30}$/));

export const documentMarkSchema = v.pipe(v.string(), v.regex(/^\p{Script=Han}{2,12}$/u));

/** 主体资格确认: by the government of the province or prefecture, valid from its day. */
export const confirmationSchema = v.object({
  document: documentNumber,
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  day: daySchema,
});

/** 委托书, with the days of both filings and of its publication; null while a step is not done. */
export const entrustmentSchema = v.object({
  /** The entrusting agency, in whose name the organisation acts. */
  agency: agencyIdSchema,
  document: documentNumber,
  validFrom: daySchema,
  /** Last valid day. */
  validTo: daySchema,
  /** With the judicial department of the same level. */
  filedWithJudicial: v.nullable(daySchema),
  /** With the superior authority. */
  filedWithSuperior: v.nullable(daySchema),
  published: v.nullable(daySchema),
});
export type Entrustment = v.InferOutput<typeof entrustmentSchema>;

export const agencySchema = v.object({
  id: agencyIdSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  kind: v.picklist(AGENCY_KINDS),
  parent: v.nullable(agencyIdSchema),
  level: v.picklist(AGENCY_LEVELS),
  /** 垂直管理: its superior is an agency, not the government of its region. */
  vertical: v.boolean(),
  region: regionCodeSchema,
  /** Line of work: the agency may use the matters of this line (MAT-1). */
  line: lineSchema,
  /** Null while the qualification is not confirmed. */
  confirmation: v.nullable(confirmationSchema),
  /** First and last active day. */
  activeFrom: daySchema,
  activeUntil: v.nullable(daySchema),
  /** Only of an entrusted organisation. */
  entrustment: v.nullable(entrustmentSchema),
  /** 机关代字 before the year in a document number; absent where it follows from the name. */
  documentMark: v.exactOptional(documentMarkSchema),
  /** Empty where it is not known. */
  phone: phoneSchema,
  demo: v.boolean(),
});
export type Agency = v.InferOutput<typeof agencySchema>;

const named = { id: agencyIdSchema, name: v.string() };
/** Agency of a task or grant. `principal` is the entrusting agency of an entrusted organisation (QUAL-2). */
export const agencyRefSchema = v.object({ ...named, principal: v.exactOptional(v.object(named)) });
export type AgencyRef = v.InferOutput<typeof agencyRefSchema>;

/** [QUAL-2] Code and notice name the entrusting agency: an entrusted organisation acts in its name. */
export const inWhoseName = ({ id, name, principal }: AgencyRef): Pick<AgencyRef, 'id' | 'name'> =>
  principal ?? { id, name };

/** Days are compared as texts: both ends are inclusive. */
export const isActiveOn = ({ activeFrom, activeUntil }: Pick<Agency, 'activeFrom' | 'activeUntil'>, day: Day) =>
  activeFrom <= day && (activeUntil === null || day <= activeUntil);
