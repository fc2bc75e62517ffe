import type { rules as zh } from './rules.zh-CN.ts';

export const rules: typeof zh = {
  'QUAL-1': {
    name: 'Qualified agency',
    text: 'The agency’s qualification is confirmed and announced beforehand, and it is active on every day of the inspection period.',
  },
  'QUAL-2': {
    name: 'Entrustment filed',
    text: 'An entrusted organisation’s letter is valid for the whole inspection period, published, and filed with the judicial department and the superior authority. It acts in the entrusting agency’s name.',
  },
  'QUAL-3': {
    name: 'Two officers',
    text: 'At least two officers hold certificates valid for the whole inspection period; assistants do not count.',
  },
  'QUAL-4': {
    name: 'Own officers',
    text: 'Each officer belongs to the agency, or to a partner of the joint inspection. Each agency of it has officers and matters of its own. Every partner agrees before the approval.',
  },
  'MAT-1': {
    name: 'Published matters',
    text: 'Only matters that are on the published list on every day of the inspection period are inspected, each by an agency and level responsible for it.',
  },
  'MAT-2': { name: 'Legal basis', text: 'Each matter states its legal basis.' },
  'JUR-1': {
    name: 'Jurisdiction',
    text: 'The agency’s region covers the place of the enterprise; elsewhere a letter of assistance is needed beforehand. An enterprise that has closed, was revoked or moved away is not inspected.',
  },
  'OFF-1': {
    name: 'Off site first',
    text: 'If a written check, shared data or remote supervision will do, nobody enters; a visit states why none will.',
  },
  'NOT-1': {
    name: 'Advance notice',
    text: 'Enterprises are notified of routine inspections a set number of working days in advance. Cases that rest on a clue are exempt; a surprise inspection states its reason.',
  },
  'QUIET-1': {
    name: 'Quiet period',
    text: 'In a quiet period only a listed exemption, with a reason, allows an inspection; one of public-safety matters alone is exempt.',
  },
  'WL-1': {
    name: 'Whitelist',
    text: 'An enterprise on the whitelist is left alone; cases that rest on a clue and inspections of public-safety matters alone are exempt, others state a reason.',
  },
  'GRADE-1': {
    name: 'By grade',
    text: 'An enterprise graded A has no routine inspection for a time (a year unless set otherwise); cases that rest on a clue are exempt.',
  },
  'LATE-1': {
    name: 'Emergency first',
    text: 'In an emergency, or if evidence may be lost, the inspection may begin first; the code is applied for before the officers leave.',
  },
  'LATE-2': {
    name: 'Late entry',
    text: 'Without network, or after a fault of the system, the entry is completed within some days (ten unless set otherwise), with the reason.',
  },
  'APR-1': {
    name: 'Approved beforehand',
    text: 'The head of the agency approves every inspection beforehand; nobody approves their own application.',
  },
  'APR-3': {
    name: 'Short period',
    text: 'An inspection period is no longer than the set number of days (5 by default); there is no standing code.',
  },
  'SPEC-1': {
    name: 'Plan behind special inspections',
    text: 'A special inspection follows a plan that is approved, filed and published.',
  },
  'FREQ-1': {
    name: 'Yearly cap',
    text: 'One agency inspects one enterprise no more often in a year than the published cap of the matter allows.',
  },
  'FREQ-2': {
    name: 'Reasonable number of case checks',
    text: 'Case checks from complaints, referrals, data monitoring or the enterprise’s request are outside the cap, but within a reasonable number.',
  },
  'FREQ-4': {
    name: 'Not too close together',
    text: 'All agencies together usually stay within a number of inspections of one enterprise a day, a week and a month. More may be applied for; supervisors will see it.',
  },
  'FREQ-5': {
    name: 'Rotation of officers',
    text: 'An officer who found no problem at an enterprise several times in a row within a year gives a reason before coming again.',
  },
  'FREQ-6': {
    name: 'Reference given',
    text: 'A case rests on a clue; an inspection of the annual plan or a deployed one is routine. An inspection after a complaint, a referral, monitored data or the enterprise’s request names a reference from before it: number, date and channel. Supervisors are told when one is used again.',
  },
  'DUP-1': {
    name: 'No repetition',
    text: 'Inspections by other agencies around the same time (30 days by default) become one joint inspection; going alone needs a reason.',
  },
  'DUP-2': {
    name: 'No overlap',
    text: 'Inspection periods of one agency at one enterprise do not overlap; an entrusted organisation counts with the agency that entrusts it.',
  },
};
