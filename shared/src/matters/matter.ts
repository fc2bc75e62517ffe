/** 检查事项: the published list, versioned as a whole (MAT-1, MAT-2). */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { AGENCY_LEVELS } from '../registry/agency.ts';
import { basisSchema } from './basis.ts';
import { capSchema } from './cap.ts';

import { matterIdSchema } from './matter-id.ts';

export { type MatterId, matterIdSchema } from './matter-id.ts';

/** 现场, 书面, 网络, 非现场监管 (远程), 抽样检验. */
export const METHODS = ['on-site', 'written', 'online', 'remote', 'sampling'] as const;
export type Method = (typeof METHODS)[number];

export const checklistItemSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(12)),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** 分值; null where the list scores nothing. */
  points: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1000))),
  /** “不适用” is an answer. */
  mayNotApply: v.boolean(),
  invented: v.boolean(),
});
export type ChecklistItem = v.InferOutput<typeof checklistItemSchema>;

export const matterSchema = v.object({
  id: matterIdSchema,
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  /** Empty only where the source states none (MAT-2). */
  bases: v.pipe(v.array(basisSchema), v.maxLength(12)),
  /** Line of work: agencies that may use it, e.g. SCJG for market supervision. */
  agencyCode: v.pipe(v.string(), v.regex(/^[A-Z]{2,8}$/)),
  /** Levels of agencies that may use it; empty where the source states none. */
  levels: v.pipe(v.array(v.picklist(AGENCY_LEVELS)), v.maxLength(AGENCY_LEVELS.length)),
  /** 检查对象, as published. */
  target: v.pipe(v.string(), v.maxLength(200)),
  /** Empty where the source states none. */
  methods: v.pipe(v.array(v.picklist(METHODS)), v.maxLength(METHODS.length)),
  /** 涉及公共安全、人民群众生命健康等: exempt from quiet periods and the whitelist (QUIET-1, WL-1). */
  publicSafety: v.boolean(),
  cap: capSchema,
  validFrom: daySchema,
  /** Last valid day. */
  validTo: v.nullable(daySchema),
  checklist: v.pipe(v.array(checklistItemSchema), v.maxLength(200)),
  source: v.object({
    place: v.pipe(v.string(), v.maxLength(60)),
    url: v.pipe(v.string(), v.maxLength(300)),
    invented: v.boolean(),
  }),
});
export type Matter = v.InferOutput<typeof matterSchema>;
