import type { OffSiteWay } from '@liangma/shared/tasks/particulars';
import type { REFERENCE_CHANNELS } from '@liangma/shared/tasks/task';
import type { Ended, findings as zh, offSiteWays as zhWays } from './findings.zh-CN.ts';
import { type Evidence, hasSome, isHeld, sayAt, sayDate, sayDays, sayList, sayWords } from './say.ts';

/** FREQ-6: channels in the middle of a sentence. */
const CHANNELS: Readonly<Record<Channel, string>> = {
  hotline: 'the hotline',
  'letter-or-visit': 'the register of letters and visits',
  'other-agency': 'another agency',
  superior: 'a superior agency',
  monitoring: 'the monitoring system',
  enterprise: 'the enterprise',
  other: 'that channel',
};
type Channel = (typeof REFERENCE_CHANNELS)[number];

const ENDED: Readonly<Record<Ended, string>> = {
  revoked: 'has lost its licence',
  ceased: 'has been dissolved',
  'moved-away': 'has moved to another region',
};

const UNKNOWN: Readonly<Record<string, string>> = {
  grade: 'its class on the scale of the list',
  mark: 'its class on the scale of the list',
  level: 'the level of the agency',
  penalty: 'penalties of the year before',
  premises: 'the place of business of each inspection',
};

const reachOf = (e: Evidence): string =>
  [
    hasSome(e.levels) && `${sayList(e.levels, ', ')} together`,
    e.scope === 'all' && 'over all matters',
    e.scope === 'together' && 'with related matters',
    e.place === 'premises' && 'for each place of business',
  ]
    .filter(Boolean)
    .map((part) => ` (${part})`)
    .join('');

const scaleOf = (e: Evidence): string => {
  if (e.grade) return ` (grade ${e.grade})`;
  return e.mark ? ` (${e.scale}: ${e.mark})` : '';
};

export const offSiteWays: typeof zhWays = {
  'written-check': 'a written check',
  'shared-data': 'shared data',
  remote: 'remote supervision',
};

export const findings: typeof zh = {
  'agency-not-confirmed': {
    title: 'Agency not confirmed',
    text: (e) =>
      `The qualification of ${e.agency} will not have been confirmed and announced when the inspection period begins. Have it confirmed before applying.`,
  },
  'agency-inactive': {
    title: 'Agency not active in the inspection period',
    text: (e) =>
      e.until === ''
        ? `${e.agency} may inspect from ${e.from} on.`
        : `${e.agency} may inspect from ${e.from} to ${e.until}. Every day of the inspection period has to lie within.`,
  },
  'entrustment-missing': {
    title: 'No entrustment registered',
    text: (e) => `${e.agency} is an entrusted organisation, and no entrustment of it is registered.`,
  },
  'entrustment-not-valid': {
    title: 'Entrustment not valid',
    text: (e) =>
      `Entrustment ${e.document} is valid from ${e.from} to ${e.until}. Every day of the inspection period has to lie within.`,
  },
  'entrustment-not-filed-judicial': {
    title: 'Entrustment not filed with the judicial department',
    text: (e) =>
      `Entrustment ${e.document} will not have been filed with the judicial department of the same level when the inspection period begins.`,
  },
  'entrustment-not-filed-superior': {
    title: 'Entrustment not filed with the superior authority',
    text: (e) =>
      `Entrustment ${e.document} will not have been filed with the superior authority when the inspection period begins.`,
  },
  'entrustment-not-published': {
    title: 'Entrustment not published',
    text: (e) => `Entrustment ${e.document} will not have been published when the inspection period begins.`,
  },
  'too-few-officers': {
    title: 'Too few officers',
    text: (e) =>
      `${e.valid} of at least ${e.needed} officers hold a certificate valid for the whole inspection period.${
        hasSome(e.invalid) ? ` Certificate not valid: ${sayList(e.invalid, ', ')}.` : ''
      } Assistants do not count.`,
  },
  'officer-not-valid': {
    title: 'An officer without a valid certificate',
    text: (e) =>
      `${e.officer} holds no certificate that is valid for the whole inspection period, is suspended or has left, and may not inspect. Remove them.`,
  },
  'officer-of-other-agency': {
    title: 'Officer of another agency',
    text: (e) => `${e.officer} belongs neither to this agency nor to a partner of the joint inspection.`,
  },
  'officer-unknown': {
    title: 'Officer not in the register',
    text: (e) => `The register has no officer ${e.officer}.`,
  },
  'partner-unknown': {
    title: 'Not a partner agency',
    text: (e) => `${e.agency} is not in the register, or is this agency itself, and cannot be a partner.`,
  },
  'agency-without-officer': {
    title: 'An agency sends no officer',
    text: (e) => `Each agency of a joint inspection sends at least one officer. ${e.agency} sends none yet.`,
  },
  'agency-without-matter': {
    title: 'An agency has no matter',
    text: (e) =>
      `Each agency of a joint inspection has at least one matter of its own line of work and level. ${e.agency} has none yet: choose one, or change the agencies that take part.`,
  },
  'no-matter': { title: 'Nothing to inspect yet', text: () => 'Choose at least one published inspection matter.' },
  'matter-not-published': {
    title: 'Matter not on the list that day',
    text: (e) => `“${e.matter}” is not on the published list on ${e.day} and cannot be inspected.`,
  },
  'matter-of-other-agency': {
    title: 'Matter of another agency',
    text: (e) => `“${e.matter}” is not a matter of this agency.`,
  },
  'basis-not-stated': {
    title: 'No legal basis stated',
    text: (e) =>
      `The published list states no legal basis for “${e.matter}”. The application may go on; supervisors will see it.`,
  },
  'outside-region': {
    title: 'Outside the region',
    text: (e) =>
      `${e.enterprise} lies outside the region of ${e.agency}. If the inspection is necessary, ask the local agency to assist by letter.`,
  },
  'assistance-in-future': {
    title: 'The letter is dated in the future',
    text: (e) => `Letter of assistance ${e.number} is dated ${e.date}, which is after today. Please check it.`,
  },
  'assistance-afterwards': {
    title: 'The letter is later than the inspection',
    text: (e) =>
      `Letter of assistance ${e.number} is dated ${e.date}, after the inspection began. Assistance is asked for before.`,
  },
  'enterprise-ended': {
    title: 'The enterprise is no longer registered',
    text: (e) => `${e.enterprise} ${ENDED[e.state as Ended]} and cannot be inspected.`,
  },
  'off-site-unanswered': {
    title: 'Off-site question not answered',
    text: () =>
      'First say whether a written check, shared data or remote supervision will do. If one will, nobody enters the enterprise.',
  },
  'off-site-possible': {
    title: 'Can be done off site',
    text: (e) =>
      `You said that ${offSiteWays[e.way as OffSiteWay]} will do, so nobody may enter. Record it as an off-site inspection, or answer “none is enough”.`,
  },
  'why-on-site-missing': {
    title: 'No reason for entering',
    text: (e) =>
      `Whatever a written check, shared data or remote supervision can settle is not inspected on site. If a visit is necessary, say why in at least ${e.least} characters, not counting punctuation.`,
  },
  'cap-reached': {
    title: 'Yearly cap reached',
    text: (e, now) =>
      `“${e.matter}”${reachOf(e)} is capped at ${e.cap} a year${scaleOf(e)}; ${e.used} used${
        hasSome(e.days) ? `: ${sayDays(e.days, now, 'en', ', ')}` : ''
      }.`,
  },
  'cap-unsure': {
    title: 'The yearly cap cannot be determined',
    text: (e) =>
      `“${e.matter}”${reachOf(e)} may have been inspected ${e.used} times this year; its cap is ${e.cap} at the lowest. Not known: ${sayWords(e.unknown, UNKNOWN, ', ')}. Please find out before applying.`,
  },
  'others-waiting': {
    title: 'Other applications are waiting',
    text: (e) =>
      `“${e.matter}”${reachOf(e)} is capped at ${e.cap} a year; ${e.used} used and ${e.waiting} more waiting for approval. Those approved first count; once the cap is reached, the rest cannot be approved.`,
  },
  'notice-too-short': {
    title: 'Notice too short',
    text: (e) =>
      `Enterprises are notified of routine inspections ${e.days} working days in advance: ${e.earliest} is the earliest day${e.provisional ? ' (provisional: the holidays of that year are not announced yet)' : ''}. Choose another time, or give the reason for a surprise inspection.`,
  },
  'surprise-unexplained': {
    title: 'A surprise inspection needs a reason',
    text: (e) =>
      `If the enterprise is not notified in advance, say why in at least ${e.least} characters, not counting punctuation.`,
  },
  'calendar-missing': {
    title: 'No working calendar',
    text: (e) =>
      `The holidays of ${e.year} are not in the system, so the notice period cannot be counted. Ask the administrator to import them.`,
  },
  'quiet-period': {
    title: 'Quiet period',
    text: (e) =>
      `${e.day} lies in “${e.period}” (${e.document}). Choose another time, or one of its listed exemptions with a reason${e.exemption ? ` (chosen: ${e.exemption})` : ''}.`,
  },
  'quiet-exemption-unknown': {
    title: 'Exemption not listed',
    text: (e) => `“${e.period}” (${e.document}) does not list this exemption. Please choose again.`,
  },
  whitelisted: {
    title: 'On the whitelist',
    text: (e) =>
      `This enterprise is on the whitelist (${e.condition}, ${e.document}, until ${e.until}) and left alone. If the inspection is necessary, say why.`,
  },
  'grade-free': {
    title: 'Grade A: no routine inspection',
    text: (e) => `Graded A since ${e.since} (${e.source}): no routine inspection until ${e.until}.`,
  },
  'late-after-leaving': {
    title: 'Code applied for after leaving',
    text: (e, now) =>
      `The code of an emergency inspection is applied for before the officers leave; it ended ${sayAt(e.to, now, 'en')}. The application may go on; supervisors will see it.`,
  },
  'late-overdue': {
    title: 'Late entry overdue',
    text: (e) =>
      `Without network, or after a fault of the system, the entry is completed within ${e.days} days of the inspection, by ${e.last}. It may go on; supervisors will see it.`,
  },
  'late-unexplained': {
    title: 'A late entry needs a reason',
    text: (e) => `Say why no code could be shown, in at least ${e.least} characters, not counting punctuation.`,
  },
  'late-not-begun': {
    title: 'Not begun yet',
    text: (e, now) => `The period begins ${sayAt(e.from, now, 'en')}. An inspection to come is applied for as usual.`,
  },
  'case-without-clue': {
    title: 'A case without a clue',
    text: (e) =>
      e.source === 'deployed'
        ? 'A deployed inspection is a routine one: it is notified in advance and counts towards the cap. If a superior asked for a check of this enterprise, choose “Referral” and give the document number.'
        : 'An inspection of the annual plan is a routine one: it is notified in advance and counts towards the cap. If there is a complaint or another clue, choose that source and give its number.',
  },
  'reference-missing': {
    title: 'No reference given',
    text: () =>
      'An inspection after a complaint, a referral, monitored data or the enterprise’s request names the number of the case or ticket, its date and its channel.',
  },
  'reference-in-future': {
    title: 'The reference is dated in the future',
    text: (e) => `Reference ${e.number} is dated ${e.date}, which is after today. Please check it.`,
  },
  'reference-afterwards': {
    title: 'The clue is later than the inspection',
    text: (e) => `Reference ${e.number} is dated ${e.date}, after the inspection began, and cannot be its clue.`,
  },
  'reference-unusual': {
    title: 'Please check the number of the reference',
    text: (e) =>
      `“${e.number}” does not look like a number from ${CHANNELS[e.channel as Channel]}. Check it; if it is right, go on.`,
  },
  'reference-used-twice': {
    title: 'Reference used before',
    text: (e, now) =>
      `Reference ${e.number} was used for the inspection of ${e.enterprise} on ${sayDate(e.from, now, 'en')}. The application may go on; supervisors will see it.`,
  },
  'exempt-beyond-reason': {
    title: 'Many case inspections',
    text: (e) =>
      `“${e.matter}” has been inspected ${e.used} times this year; another time goes past the reasonable number of ${e.limit}. The application may go on; supervisors will see it.`,
  },
  'pace-exceeded': {
    title: 'Many inspections in a short time',
    text: (e) =>
      `This enterprise has ${e.used} ${e.used === 1 ? 'inspection' : 'inspections'} that ${e.span} already (${sayList(e.agencies, ', ')}); all agencies together usually stay within ${e.most}. The application may go on; supervisors will see it.`,
  },
  'same-officer-again': {
    title: 'The same officer again',
    text: (e, now) =>
      `${e.officer} found no problem here at the last visits in a row: ${sayDays(e.days, now, 'en', ', ')}. This would be number ${e.nth} within a year. Choose another officer, or say why.`,
  },
  'other-agency-near': {
    title: 'Another agency inspects around then',
    text: (e, now) =>
      isHeld(e.state)
        ? `${e.agency} inspected here on ${sayDate(e.from, now, 'en')}. If its result will do, nobody enters again.`
        : `${e.agency} has a task here on ${sayDate(e.from, now, 'en')}. The two can be one joint inspection.`,
  },
  'same-agency-overlap': {
    title: 'Overlaps with an own task',
    text: (e, now) =>
      `This agency already has a task here: ${sayAt(e.from, now, 'en')} to ${sayAt(e.to, now, 'en')}. Combine them, or choose another time.`,
  },
  'partner-overlap': {
    title: 'A partner has a task of its own then',
    text: (e, now) =>
      `${e.agency} has a task here: ${sayAt(e.from, now, 'en')} to ${sayAt(e.to, now, 'en')}. It can agree once it has returned or withdrawn that task.`,
  },
  'window-past': {
    title: 'The time has passed',
    text: (e, now) =>
      `The inspection period ended ${sayAt(e.to, now, 'en')}. Inspections are approved beforehand: choose another time.`,
  },
  'window-too-long': {
    title: 'Inspection period too long',
    text: (e) => `An inspection period is at most ${e.days} days; no code stands for longer.`,
  },
  'special-without-plan': {
    title: 'No approved plan',
    text: () =>
      'A special inspection follows a plan that is approved, filed and published. No such plan can be registered yet, so it cannot be applied for.',
  },
};
