import type { bans as zhBans, rights as zhRights, verdict as zhVerdict } from './zh-CN.ts';

const askForNew =
  'You may refuse this inspection. Ask the officers to show a new task code; without one, you may ask them to leave.';
const scanAgain = 'Scan the QR code again. If it stays like this, you may refuse the inspection.';
const refuseFake = 'You may refuse the inspection, ask them to leave, and report it by calling 12345.';

const notChecked = {
  title: 'Not checked yet',
  meaning:
    'The data needed for checking has not arrived; the network is probably weak. We do not know whether the code is genuine.',
  next: 'Move to where the signal is better and try again. Until it is clear, you need not let anyone in.',
};

export const verdict: typeof zhVerdict = {
  inShort: {
    refuse: {
      title: 'Does not hold',
      meaning: 'This code does not allow anyone to enter. You may refuse the inspection.',
      next: 'The exact reason has not arrived; the network is probably weak.',
    },
    unsure: notChecked,
  },
  reasons: {
    malformed: {
      title: 'This is not a task code',
      meaning: 'What was scanned is incomplete, or is not an inspection task code at all.',
      next: scanAgain,
    },
    'unsupported-version': {
      title: 'Wrong format',
      meaning: 'The content does not follow the format of an inspection task code.',
      next: scanAgain,
    },
    'bad-signature': {
      title: 'This code is a fake',
      meaning:
        'The signature does not match: the code was forged or altered. What it says cannot be trusted and is not shown.',
      next: refuseFake,
    },
    'key-not-valid-then': {
      title: 'Not validly issued',
      meaning: 'The key that signed this code was not valid for this time or for this agency.',
      next: askForNew,
    },
    'grant-invalid': {
      title: 'No valid authority',
      meaning: 'The device that issued this code on site was not validly authorised.',
      next: askForNew,
    },
    'grant-exceeded': {
      title: 'Authority exceeded',
      meaning: 'The device that issued this code on site went beyond what it was authorised to do.',
      next: askForNew,
    },
    'not-yet-valid': {
      title: 'Not valid yet',
      meaning: 'The time stated in the code has not come yet.',
      next: 'Ask the officers to come back at that time. You may refuse to be inspected now.',
    },
    expired: {
      title: 'This code has expired',
      meaning: 'The time stated in the code is over. It no longer allows anyone to enter.',
      next: askForNew,
    },
    withdrawn: {
      title: 'This code was withdrawn',
      meaning: 'The issuing agency withdrew this code. It no longer allows anyone to enter.',
      next: askForNew,
    },
    'wrong-enterprise': {
      title: 'Not issued for you',
      meaning: 'The code names another enterprise.',
      next: 'You may refuse this inspection. Ask the officers to check the address and the name.',
    },
    copied: {
      title: 'Looks like a copy',
      meaning:
        'A live code changes every half minute; this one is more than two minutes old, so it may be a screenshot or was passed on. Or this phone’s clock is wrong: switch on “set time automatically”.',
      next: 'You may refuse, and ask to see the live code on the officers’ phone and scan it again.',
    },
    'unknown-key': {
      title: 'Cannot tell yet',
      meaning: 'This phone does not know the key that signed the code. It may be new, or it may be fake.',
      next: 'Go online and check again. Until it is clear, you need not let anyone in.',
    },
    'stale-keys': {
      title: 'Checking data too old',
      meaning: 'The signature matches, but this phone has not updated its list of keys for too long.',
      next: 'Go online and check again; it takes a few seconds.',
    },
    'stale-status': {
      title: 'Withdrawal list too old',
      meaning:
        'The signature is genuine, but this phone has been offline too long to know whether the code was withdrawn.',
      next: 'Go online and check again, or ask the officers to phone the issuing agency in front of you.',
    },
    'unknown-matter': {
      title: 'Genuine, matter unknown',
      meaning:
        'The signature is genuine, but a matter is not on the published list this phone holds, so its legal basis is unknown.',
      next: 'Go online and check again, or ask to see the published list and the legal basis of that matter.',
    },
    'clock-suspect': {
      title: 'Is this phone’s clock right?',
      meaning:
        'The clock is behind the checking data or the live code, so we cannot tell whether the code has expired.',
      next: 'Switch on “set time automatically” in the phone’s settings and check again.',
    },
    'no-trust': notChecked,
    'bad-trust': {
      title: 'Checking data not trusted',
      meaning:
        'The checking data carries a wrong signature; the network may have changed it. We do not know whether the code is genuine.',
      next: 'Use another network (for example mobile data instead of Wi-Fi) and try again.',
    },
    'no-crypto': {
      title: 'Cannot check here',
      meaning: 'The page was not opened over a secure connection (https), so the browser offers no way to check.',
      next: 'Scan the QR code with the phone’s camera to open it again.',
    },
  },
  kinds: {
    routine: 'Routine inspection',
    case: 'Case inspection',
    special: 'Special inspection',
    visit: 'Visit, not an inspection',
  },
  genuine: 'This task code is genuine',
  genuineVisit: 'This visit code is genuine',
  past: 'The time is over',
  pastMeaning: 'You confirmed this inspection. If it is done, tell us how it went.',
  validUntil: (time) => `Valid until ${time}`,
  validFrom: (time) => `Valid from ${time}`,
  expiredAt: (time) => `Was valid until ${time}`,
  checkedHere: 'Checked by this phone',
  presence: { live: 'Live code, checked here', printed: 'Printed code, checked here' },
  printedMeaning:
    'Such a code says that the inspection was ordered, not who stands in front of you. Ask the officers to show the live code on their phone, and scan that.',
  statusAge: (time) => `Withdrawal list: ${time}`,
  also: (title, text) => `Also: ${title}. ${text}`,
  nth: (n) => `Inspection no. ${n} of you this year, all matters together`,
  cap: (n) => `this matter: at most ${n} a year`,
  inspected: 'For',
  matters: 'About',
  officers: 'Officers',
  agency: 'Agency',
  window: 'Time',
  certificate: (number) => `certificate ${number}`,
  unknownMatter: (id) => `Matter not on the list (${id})`,
  noBasis: 'The published list states no legal basis',
  mayRefuse:
    'Please check the officers’ certificates. You may refuse if there are fewer than two officers, if a certificate does not match, or if they inspect anything not listed here.',
  mayRefuseVisit:
    'A visit is not an inspection: no checking of accounts, no samples, no records, no orders to correct. Otherwise you may refuse.',
  noHarm: 'A lawful refusal never counts against you.',
  refusalRecorded: 'The justice department looks into your refusal: into the agency, not into you.',
  written: 'What the code says',
  writtenNote: 'The signature is genuine, but at this time the code does not allow anyone to enter.',
};

export const bans: typeof zhBans = {
  title: 'Five bans',
  intro:
    'Rules of the State Council’s General Office for inspections of enterprises (2024, no. 54). You may report any of the following.',
  items: [
    { name: 'No inspecting for profit', acts: [1, 2, 3, 4] },
    { name: 'No disturbing normal business', acts: [5] },
    { name: 'No arbitrary penalties', acts: [6] },
    { name: 'No inspection quotas', acts: [7] },
    { name: 'No inspections in disguise', acts: [8] },
  ],
  acts: [
    'accept gifts, payment or benefits from the enterprise',
    'accept meals, entertainment or travel from the enterprise',
    'let the enterprise pay their expenses or the cost of the inspection',
    'force the enterprise to use a certain agent or service',
    'insist without need that the legal representative be present',
    'seal, seize or freeze without ground, or order closure lightly',
    'tie appraisals or budgets to the number of inspections or to fines',
    'inspect under the name of a visit, tour or supervision',
  ],
  mustNot: (act) => `Officers must not ${act}`,
};

export const rights: typeof zhRights = {
  title: 'My rights',
  items: [
    {
      name: 'To see who they are',
      text: 'You may ask for enforcement certificates and the task code. There must be at least two officers.',
    },
    {
      name: 'To be told',
      text: 'They must state what is inspected, the legal basis, and which inspection of the year it is.',
    },
    {
      name: 'To refuse',
      text: 'Without a valid task code, with a certificate that does not match, or for matters not listed, you may refuse. A lawful refusal never counts against you.',
    },
    {
      name: 'To ask for another officer',
      text: 'If an officer has an interest in the matter, you may ask for someone else.',
    },
    {
      name: 'To state your case',
      text: 'You may explain and object to what is found; it must be written down as you said it.',
    },
    { name: 'To know the result', text: 'You must be told the result of the inspection.' },
    {
      name: 'To complain',
      text: 'Report an unlawful or improper inspection by calling 12345 or to the justice department.',
    },
    {
      name: 'To evaluate',
      text: 'After the inspection you can evaluate it by scanning the same code. The agency that inspected you cannot see who said what.',
    },
    {
      name: 'To appeal',
      text: 'Against penalties, seizures and other decisions you may apply for administrative review or go to court.',
    },
  ],
};
