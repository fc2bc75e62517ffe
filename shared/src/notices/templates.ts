/**
 * Texts of messages, as data. They are Chinese: a gateway for short messages has them approved word by word. `{name}` stands for a
 * value; a part of a short message holds 70 characters, or 67 where it takes several.
 */
export const TEMPLATES = {
  /** NOT-1: to the contacts of an enterprise. */
  'inspection-notice':
    '【亮码】{agency}定于{from}至{to}到{enterprise}检查，依法出示任务码后方可入企，可扫码核验或评价。疑问请拨打12345。',
  /** NOT-1: to the contacts who got the notice of an inspection that was withdrawn afterwards. */
  'inspection-withdrawn':
    '【亮码】{agency}原定{from}至{to}到{enterprise}的检查已撤回，任务码已失效。仍有人持该码入企的，可以拒绝并拨打12345反映。',
  /** RES-1: to the contacts of an enterprise. */
  'inspection-outcome': '【亮码】{agency}{day}对{enterprise}的检查已有结果，请打开{link}查看结果、办理要求和救济途径。',
  /** To the head of an agency. */
  'application-waits': '【亮码】{enterprise}的检查申请待审批，检查时段自{from}起，请登录办公端办理。',
  /** To the head of an agency: the applications of a batch. */
  'batch-waits': '【亮码】{count}家企业的检查申请待审批，请登录办公端“审批”办理。',
  /** QUAL-4: to the head of an agency that is asked to take part in a joint inspection. */
  'join-asked': '【亮码】{agency}请贵单位参加对{enterprise}的联合检查，检查时段自{from}起，请登录办公端答复。',
  /** QUAL-4: to the desk and the head of the lead agency, of a partner that declined. */
  'join-declined': '【亮码】{agency}答复不参加对{enterprise}的联合检查，请登录办公端查看理由，修改申请或者退回。',
  /** SUP-1: to the desk of an agency. */
  'alert-asked': '【亮码】监督机构要求就预警作出说明，期限{deadline}，请登录办公端“预警说明”办理。',
  /** SUP-2: to the desk of an agency. */
  'letter-sent': '【亮码】收到督办函{number}，回复期限{deadline}，请登录办公端“预警说明”办理。',
  /** To an officer of an inspection that was approved; pushed alone. */
  'task-assigned': '【亮码】有检查任务交您办理，请打开现场执法查看。',
  'task-revoked': '【亮码】检查任务已撤回，任务码已失效，请勿入企。请打开现场执法查看。',
  /** To the heads of the agency: the register says that an officer whom a grant names leaves before its end. */
  'grant-ended':
    '【亮码】{officer}自{day}起离岗，列有其姓名的离线签发授权（编号{grant}）已终止。如仍需要，请登录办公端另行签发。',
  /** To the officer who holds the device of a grant that has ended; pushed alone. */
  'device-grant-ended': '【亮码】离线签发授权已终止，请勿再离线签发任务码。请在有网络时打开现场执法。',
  /** SUP-1, SUP-2: to the supervisor who took the alert over; pushed alone. */
  'alert-answered': '【亮码】您处置的预警已有说明或回复，请打开监督端“预警”查看。',
} as const;
export type TemplateId = keyof typeof TEMPLATES;

type Values = Readonly<Record<string, string>>;

/** Values of a template by name. Throws if one is missing: the sentence would be wrong. */
export function fillTemplate(template: TemplateId, values: Values): string {
  return TEMPLATES[template].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`template ${template} lacks ${name}`);
    return value;
  });
}

const ONE_PART = 70;
const PART_OF_SEVERAL = 67;

/** Number of parts that a gateway charges for a text in UCS-2. */
export const partsOf = (text: string): number =>
  text.length <= ONE_PART ? 1 : Math.ceil(text.length / PART_OF_SEVERAL);

/** Parts of the longest short message: gateways charge by part, and old phones show the parts one by one. */
export const MOST_PARTS = 2;
const roomOf = (parts: number): number => (parts === 1 ? ONE_PART : parts * PART_OF_SEVERAL);

/** Names may be cut. A link, a moment or a document number is kept whole, because a part of it is wrong. */
const NAMES = ['enterprise', 'agency'] as const;
const LEAST_NAME = 6;
const CUT = '…';

/**
 * Fills a template so that it takes `most` parts at most: names are cut at their end, the longest first, until the text fits. Throws
 * if it does not fit even so, because the template itself is too long.
 */
export function composeShort(template: TemplateId, values: Values, most: number = MOST_PARTS): string {
  let fitted = values;
  for (;;) {
    const text = fillTemplate(template, fitted);
    const excess = text.length - roomOf(most);
    if (excess <= 0) return text;
    const name = [...NAMES].sort((a, b) => (fitted[b] ?? '').length - (fitted[a] ?? '').length)[0] ?? 'enterprise';
    const long = fitted[name] ?? '';
    if (long.length <= LEAST_NAME) throw new Error(`template ${template} is ${excess} characters too long`);
    fitted = { ...fitted, [name]: withoutLast(long) };
  }
}

/** By code points: half of a rare character is none. */
const withoutLast = (name: string): string => `${[...name.replace(CUT, '')].slice(0, -1).join('')}${CUT}`;
