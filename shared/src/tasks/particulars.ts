/** Answers and documents that only some applications need. A field is absent where the application has none. */
import * as v from 'valibot';
import { type Day, daySchema } from '../kernel/instant.ts';
import { attachmentsSchema } from './attachments.ts';

/** OFF-1: ways to check without entering; `none` if each was considered and cannot do. */
export const OFF_SITE_WAYS = ['written-check', 'shared-data', 'remote'] as const;
export type OffSiteWay = (typeof OFF_SITE_WAYS)[number];
export const offSiteAnswerSchema = v.picklist([...OFF_SITE_WAYS, 'none']);

const words = v.pipe(v.string(), v.trim(), v.regex(/[\p{L}\p{N}]/u), v.maxLength(500));

/** OFF-1: an inspection without entering: what was asked of the enterprise or of a register, and what was received. */
export const offSiteCheckSchema = v.object({ asked: words, received: words });
export type OffSiteCheck = v.InferOutput<typeof offSiteCheckSchema>;

/** LATE-1: evidence could have been lost. LATE-2: no network, or a fault of the system. */
export const LATE_GROUNDS = ['emergency', 'no-network', 'system-fault'] as const;

const documentNumber = v.pipe(v.string(), v.trim(), v.regex(/[\p{L}\p{N}]/u), v.maxLength(60));

/** JUR-1: request for assistance (异地协助函) to the authority of the enterprise's region. */
export const assistanceSchema = v.object({
  number: documentNumber,
  date: daySchema,
  /** Name of the authority that assists. */
  authority: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
});

/** JUR-1: filing (备案) of an inspection that rested on the letter: its number as the authority gave it, and its day. */
export const filingTextSchema = v.object({ number: documentNumber, date: daySchema });
export type FilingText = v.InferOutput<typeof filingTextSchema>;

export const particulars = {
  offSite: v.exactOptional(offSiteAnswerSchema),
  assistance: v.exactOptional(assistanceSchema),
  /** NOT-1: nobody is told before; `reasons['NOT-1']` says why. */
  surprise: v.exactOptional(v.literal(true)),
  /** QUIET-1: code of the exemption of the quiet period. */
  quietExemption: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))),
  /** FREQ-1: place of business, where an enterprise has several. */
  premises: v.exactOptional(v.pipe(v.string(), v.regex(/^P\d{1,4}$/))),
  /** LATE-1, LATE-2: the inspection was begun without a code. */
  late: v.exactOptional(v.object({ ground: v.picklist(LATE_GROUNDS) })),
  /** 文号 of the document on which the inspection rests. */
  document: v.exactOptional(documentNumber),
  /** APR-6: files on which the application rests. */
  attachments: v.exactOptional(attachmentsSchema),
};

const particularsSchema = v.object(particulars);
export type Particulars = v.InferOutput<typeof particularsSchema>;

const FIELDS = Object.keys(particulars) as (keyof Particulars)[];

/** Returns the particulars alone. */
export const particularsOf = (of: Particulars): Particulars =>
  Object.fromEntries(FIELDS.flatMap((field) => (of[field] === undefined ? [] : [[field, of[field]]])));

/** Returns the rest without its particulars, so that an edit can leave one out. */
export function withoutParticulars<T extends Particulars>(task: T): Omit<T, keyof Particulars> {
  const rest = { ...task };
  for (const field of FIELDS) delete rest[field];
  return rest;
}

/** True if the assistance was asked for by this day. */
export const isAskedBy = ({ date }: NonNullable<Particulars['assistance']>, day: Day): boolean => date <= day;
