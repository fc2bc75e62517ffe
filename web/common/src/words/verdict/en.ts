import { doubt } from './doubt-en.ts';
import { holds } from './holds-en.ts';
import type { bans as zhBans, rights as zhRights, verdict as zhVerdict } from './zh-CN.ts';

export const verdict: typeof zhVerdict = {
  ...holds,
  ...doubt,
  reasons: { ...doubt.reasons, 'no-trust': holds.inShort.unsure },
};

export const bans: typeof zhBans = {
  title: 'What officers must not do',
  intro:
    'Rules of the State Council’s General Office for inspections of businesses (2024, no. 54). You may report any of the following.',
  items: [
    { name: 'No inspecting for profit', acts: [1, 2, 3, 4] },
    { name: 'No disturbing normal business', acts: [5] },
    { name: 'No arbitrary penalties', acts: [6] },
    { name: 'No inspection quotas', acts: [7] },
    { name: 'No inspections in disguise', acts: [8] },
  ],
  acts: [
    'accept gifts, payment or benefits from the business',
    'accept meals, entertainment or travel from the business',
    'let the business pay their expenses or the cost of the inspection',
    'force the business to use a certain agent or service',
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
      text: 'After the inspection you can evaluate it by scanning the printed code or typing the check number. The agency that inspected you cannot see who said what.',
    },
    {
      name: 'To appeal',
      text: 'Against penalties, seizures and other decisions you may apply for administrative review or go to court.',
    },
  ],
};
