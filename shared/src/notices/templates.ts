/**
 * Texts of messages, as data. They are Chinese: a gateway for short messages has them approved word by word. `{name}` stands for a
 * value; a part of a short message holds 70 characters, or 67 where it takes several.
 */
export const TEMPLATES = {
  /** NOT-1: to the contacts of an enterprise. */
  'inspection-notice':
    '【亮码】{agency}定于{from}至{to}到{enterprise}检查，依法出示任务码后方可入企，可扫码核验或评价。疑问请拨打12345。',
  /** To the head of an agency. */
  'application-waits': '【亮码】{enterprise}的检查申请待审批，检查时段自{from}起，请登录办公端办理。',
  /** SUP-1: to the desk of an agency. */
  'alert-asked': '【亮码】监督机构要求就预警作出说明，期限{deadline}，请登录办公端“预警说明”办理。',
  /** SUP-2: to the desk of an agency. */
  'letter-sent': '【亮码】收到督办函{number}，回复期限{deadline}，请登录办公端“预警说明”办理。',
} as const;
export type TemplateId = keyof typeof TEMPLATES;

/** Values of a template by name. Throws if one is missing: the sentence would be wrong. */
export function fillTemplate(template: TemplateId, values: Readonly<Record<string, string>>): string {
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
