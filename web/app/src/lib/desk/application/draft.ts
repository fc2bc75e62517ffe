/** The application while it is being filled in, as the browser keeps it, and what it still lacks. */
import { type EnterpriseElsewhere, enterpriseElsewhereSchema } from '@liangma/shared/compliance/elsewhere';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import type { Day } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { matterIdSchema } from '@liangma/shared/matters/matter';
import { agencyIdSchema } from '@liangma/shared/registry/agency';
import { listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import { attachmentSchema } from '@liangma/shared/tasks/attachments';
import { assistanceSchema, LATE_GROUNDS, OFF_SITE_WAYS, type Particulars } from '@liangma/shared/tasks/particulars';
import {
  type Application,
  type Content,
  isExemptSource,
  REFERENCE_CHANNELS,
  type Reference,
  referenceSchema,
  TASK_SOURCES,
  TASK_TYPES,
  type Task,
  taskSchema,
} from '@liangma/shared/tasks/task';
import { contentOf } from '@liangma/shared/tasks/versions';
import * as v from 'valibot';
import { parseWindow, windowFields } from './window.ts';

export const draftSchema = v.object({
  enterprise: v.nullable(v.union([listedEnterpriseSchema, enterpriseElsewhereSchema])),
  type: v.picklist(TASK_TYPES),
  source: v.picklist(TASK_SOURCES),
  matters: v.array(matterIdSchema),
  officers: v.array(officerIdSchema),
  assistants: v.number(),
  day: v.string(),
  from: v.string(),
  to: v.string(),
  endsNextDay: v.boolean(),
  /** The reference as typed; kept also while the source needs none. */
  reference: v.object({ number: v.string(), date: v.string(), channel: v.picklist(REFERENCE_CHANNELS) }),
  /** Empty while the question is not answered (OFF-1). */
  offSite: v.picklist(['', ...OFF_SITE_WAYS, 'none']),
  /** OFF-1: what was asked and received, of an inspection without entering. */
  offSiteAsked: v.string(),
  offSiteReceived: v.string(),
  whyOnSite: v.string(),
  surprise: v.boolean(),
  /** Code of the exemption of a quiet period; empty for none. */
  quietExemption: v.string(),
  /** The letter as typed; null where none is needed. */
  assistance: v.nullable(v.object({ number: v.string(), date: v.string(), authority: v.string() })),
  /** Empty for an inspection that is applied for beforehand. */
  late: v.picklist(['', ...LATE_GROUNDS]),
  /** 文号. */
  document: v.string(),
  /** Empty for the registered address. */
  premises: v.string(),
  /** APR-6: files that the server holds. */
  attachments: v.optional(v.array(attachmentSchema), () => []),
  /** Partner agencies of a joint inspection. */
  partners: v.optional(v.array(agencyIdSchema), () => []),
  reasons: v.record(v.string(), v.string()),
  /** The returned or refused application that this one makes again. */
  replaces: v.optional(taskIdSchema),
});
export type Draft = v.InferOutput<typeof draftSchema>;

/** An enterprise of the own region, or one elsewhere that a letter of assistance opened (JUR-1). */
export type ChosenEnterprise = NonNullable<Draft['enterprise']>;
export const isElsewhere = (chosen: ChosenEnterprise | null): chosen is EnterpriseElsewhere =>
  chosen !== null && 'county' in chosen;

const emptyReference = (): Draft['reference'] => ({ number: '', date: '', channel: 'hotline' });

export const emptyDraft = (): Draft => ({
  enterprise: null,
  type: 'routine',
  source: 'annual-plan',
  matters: [],
  officers: [],
  assistants: 0,
  day: '',
  from: '',
  to: '',
  endsNextDay: false,
  reference: emptyReference(),
  offSite: '',
  offSiteAsked: '',
  offSiteReceived: '',
  whyOnSite: '',
  surprise: false,
  quietExemption: '',
  assistance: null,
  late: '',
  document: '',
  premises: '',
  attachments: [],
  partners: [],
  reasons: {},
});

/** An application that was made before, to be changed. */
export const draftOf = ({ window, reference, ...content }: Content, enterprise: ChosenEnterprise): Draft => ({
  enterprise,
  ...content,
  ...windowFields(window),
  reference: reference ?? emptyReference(),
  offSite: content.offSite ?? '',
  offSiteAsked: '',
  offSiteReceived: '',
  surprise: content.surprise ?? false,
  quietExemption: content.quietExemption ?? '',
  assistance: content.assistance ?? null,
  late: content.late?.ground ?? '',
  document: content.document ?? '',
  premises: content.premises ?? '',
  attachments: [...(content.attachments ?? [])],
  partners: [...(content.partners ?? [])],
});

/** Particulars that are filled in; a letter that is not complete is none. */
function particularsIn(draft: Draft): Particulars {
  const letter = v.safeParse(assistanceSchema, draft.assistance);
  return {
    ...(draft.offSite && { offSite: draft.offSite }),
    ...(draft.surprise && { surprise: true as const }),
    ...(draft.quietExemption && { quietExemption: draft.quietExemption }),
    ...(letter.success && { assistance: letter.output }),
    ...(draft.late && { late: { ground: draft.late } }),
    ...(draft.document.trim() && { document: draft.document.trim() }),
    ...(draft.premises && { premises: draft.premises }),
    ...(draft.attachments.length > 0 && { attachments: draft.attachments }),
  };
}

/**
 * A copy of an earlier task, to be applied for again. Its day is kept while it is still to come; one that was returned or
 * refused is named as the one that is made again.
 */
export function copyOf(task: Task, enterprise: ChosenEnterprise, today: Day): Draft {
  const draft = draftOf(contentOf(task), enterprise);
  return {
    ...draft,
    day: draft.day >= today ? draft.day : '',
    // Papers of another inspection are no ground for this one.
    attachments: task.state === 'rejected' ? draft.attachments : [],
    ...(task.state === 'rejected' && { replaces: task.id }),
  };
}

/** Null for a source that needs none, and until it is complete. */
export function referenceOf({ source, reference }: Pick<Draft, 'source' | 'reference'>): Reference | null {
  const parsed = v.safeParse(referenceSchema, reference);
  return isExemptSource(source) && parsed.success ? parsed.output : null;
}

/** Fields without which the rules cannot judge the application at all. */
export type Missing = 'enterprise' | 'window' | 'window-reversed' | 'assistants';

export function toApplication(draft: Draft): Result<Application, readonly Missing[]> {
  const { enterprise, type, source, matters, officers, assistants, whyOnSite } = draft;
  const window = parseWindow(draft);
  const missing: Missing[] = [];
  if (enterprise === null) missing.push('enterprise');
  if (!window.ok) missing.push(window.error === 'reversed' ? 'window-reversed' : 'window');
  if (!isAssistantCount(assistants)) missing.push('assistants');
  if (enterprise === null || !window.ok || missing.length > 0) return err(missing);
  const given = Object.entries(draft.reasons).filter(([, reason]) => reason.trim() !== '');
  return ok({
    enterprise: enterprise.id,
    type,
    source,
    matters,
    officers,
    assistants,
    whyOnSite,
    window: window.value,
    reference: referenceOf(draft),
    reasons: Object.fromEntries(given),
    ...particularsIn(draft),
    ...(draft.partners.length > 0 && { partners: draft.partners }),
    ...(draft.replaces && { replaces: draft.replaces }),
  });
}

export const isAssistantCount = (n: number | null): boolean => Number.isInteger(n) && n !== null && n >= 0 && n <= 20;

/** The source that goes with a type unless the clerk says otherwise. */
export const USUAL_SOURCE = {
  routine: 'annual-plan',
  case: 'complaint',
  special: 'deployed',
} as const satisfies Record<Draft['type'], Draft['source']>;

/** FREQ-6: sources that fit the type. One that was chosen before stays in sight, with the finding about it. */
export const sourcesFor = ({ type, source }: Pick<Draft, 'type' | 'source'>): Draft['source'][] =>
  TASK_SOURCES.filter((one) => one === source || type !== 'case' || isExemptSource(one));

/** `null` where the browser kept nothing, or something of another version of this page. */
export function readDraft(content: unknown): Draft | null {
  const parsed = v.safeParse(draftSchema, content);
  return parsed.success ? parsed.output : null;
}

const storedEditSchema = v.object({ draft: draftSchema, base: taskSchema });

/** Changes to an application that were not submitted, with the version they were made to. */
export type StoredEdit = v.InferOutput<typeof storedEditSchema>;

export function readEdit(content: unknown): StoredEdit | null {
  const parsed = v.safeParse(storedEditSchema, content);
  return parsed.success ? parsed.output : null;
}

export const isEmpty = (draft: Draft): boolean => JSON.stringify(draft) === JSON.stringify(emptyDraft());
