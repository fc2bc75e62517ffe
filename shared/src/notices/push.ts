/**
 * Web Push (RFC 8030): the browser of a person who wants it shows a short word on its lock screen, also while no page is open. Whoever
 * sees the screen reads it, so a text names no enterprise, no person and no place.
 */
import * as v from 'valibot';
import { fromBase64Url } from '../kernel/bytes.ts';
import type { TemplateId } from './templates.ts';

/** RFC 8291 §3.1: an uncompressed point of P-256, and sixteen bytes. */
const keyOf = (bytes: number) =>
  v.pipe(
    v.string(),
    v.maxLength(120),
    v.check((text) => fromBase64Url(text)?.length === bytes),
  );

/** Tells whether a subscription may be sent to the address. Never plain HTTP, no credentials, no port of its own. */
export const isPushAddress = (address: string): boolean => /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}\/\S*$/i.test(address);

export const PUSH_LOCALES = ['zh-CN', 'en'] as const;
export type PushLocale = (typeof PUSH_LOCALES)[number];

export const pushSubscriptionSchema = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(1000), v.check(isPushAddress)),
  keys: v.object({ p256dh: keyOf(65), auth: keyOf(16) }),
  locale: v.picklist(PUSH_LOCALES),
});
export type PushSubscription = v.InferOutput<typeof pushSubscriptionSchema>;

/** Content of a push: what the worker of the app shows, and which page it opens. */
export const pushPayloadSchema = v.object({
  title: v.string(),
  body: v.string(),
  /** Path in the app. */
  path: v.string(),
  /** The same message again takes the place of its notification. */
  tag: v.string(),
});
export type PushPayload = v.InferOutput<typeof pushPayloadSchema>;

/** Templates that are pushed, with their words and the page that they open. */
const PUSHED = {
  'application-waits': {
    'zh-CN': ['有检查申请待审批', '请打开办公端办理。'],
    en: ['An application awaits approval', 'Open the desk to decide.'],
    path: (task: string) => `/desk/approvals/${task}`,
  },
  'batch-waits': {
    'zh-CN': ['有一批检查申请待审批', '请打开办公端“审批”办理。'],
    en: ['A batch of applications awaits approval', 'Open “Approvals” at the desk to decide.'],
    path: () => '/desk/approvals',
  },
  'join-asked': {
    'zh-CN': ['联合检查待答复', '请打开办公端，答复是否参加。'],
    en: ['A joint inspection awaits your answer', 'Open the desk to agree or decline.'],
    path: (task: string) => `/desk/approvals/${task}`,
  },
  'join-declined': {
    'zh-CN': ['有机关不参加联合检查', '请打开办公端查看理由。'],
    en: ['An agency declined a joint inspection', 'Open the desk to read why.'],
    path: (task: string) => `/desk/inspections/${task}`,
  },
  'task-assigned': {
    'zh-CN': ['有检查任务交您办理', '请打开现场执法查看。'],
    en: ['An inspection is assigned to you', 'Open the field app.'],
    path: (task: string) => `/field/tasks/${task}`,
  },
  'task-revoked': {
    'zh-CN': ['检查任务已撤回', '任务码已失效，请勿入企。请打开现场执法查看。'],
    en: ['An inspection was withdrawn', 'Its code is no longer valid: do not enter. Open the field app.'],
    path: (task: string) => `/field/tasks/${task}`,
  },
  'alert-asked': {
    'zh-CN': ['有预警需要说明', '请打开办公端“预警说明”办理。'],
    en: ['An alert waits for your explanation', 'Open “Alerts” at the desk.'],
    path: () => '/desk/alerts',
  },
  'letter-sent': {
    'zh-CN': ['收到督办函', '请打开办公端“预警说明”办理。'],
    en: ['A supervision letter has come', 'Open “Alerts” at the desk.'],
    path: () => '/desk/alerts',
  },
  'grant-ended': {
    'zh-CN': ['离线签发授权已终止', '名单内有执法人员离岗。如仍需要，请打开办公端另行签发。'],
    en: [
      'A permit to issue codes offline has ended',
      'An officer named in it leaves. You can give a new one at the desk.',
    ],
    path: () => '/desk/grants',
  },
  'device-grant-ended': {
    'zh-CN': ['离线签发授权已终止', '请勿再离线签发任务码。请在有网络时打开现场执法。'],
    en: [
      'Your permit to issue codes offline has ended',
      'Issue no more codes offline. Open the field app while online.',
    ],
    path: () => '/field',
  },
  'alert-answered': {
    'zh-CN': ['预警已有说明或回复', '请打开监督端“预警”查看。'],
    en: ['An alert was answered', 'Open “Alerts” in supervision.'],
    path: () => '/supervision/alerts',
  },
} as const satisfies Partial<
  Record<TemplateId, Record<PushLocale, readonly [string, string]> & { path: (task: string) => string }>
>;
export type PushedTemplate = keyof typeof PUSHED;

export const isPushed = (template: TemplateId): template is PushedTemplate => template in PUSHED;

export function pushPayloadOf(template: PushedTemplate, locale: PushLocale, task: string, tag: string): PushPayload {
  const { path, [locale]: words } = PUSHED[template];
  const [title, body] = words;
  return { title, body, path: path(task), tag };
}
