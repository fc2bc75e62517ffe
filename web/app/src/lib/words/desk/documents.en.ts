import type { DocumentNumber } from '#lib/documents/document-number.ts';
import type { documents as zh } from './documents.zh-CN.ts';

const say =
  (word: string) =>
  (number: DocumentNumber): string => {
    if (number.kind === 'document') return number.text;
    return number.kind === 'code'
      ? `${word} No. ${number.serial} of ${number.year}`
      : `${word} No. ______ of ${number.year}`;
  };

export const documents: typeof zh = {
  number: { notice: say('Notice'), approval: say('Approval') },
  seal: ' (seal)',
  stop: '.',
  basis: (citation) => `. Basis: ${citation}`,
  form: {
    title: 'Approval of an inspection',
    late: (ground) => `[Late entry] The inspection began before it was approved: ${ground}.`,
    onSite: '[Issued on site] The code was issued on the spot under a permit to issue offline.',
    object: 'Enterprise',
    uscc: (code) => `Unified social credit code: ${code}`,
    address: (address) => `Address: ${address}`,
    agency: 'Agency',
    type: 'Type',
    source: 'Source',
    matters: 'Matters and basis',
    method: 'Method',
    onPremises: 'On site',
    time: 'Time',
    surprise: 'The enterprise is not told before.',
    thisYear: 'This year',
    nth: (n) => `Inspection no. ${n} of this enterprise by this agency this year.`,
    cap: (matter, cap) => `${matter}: ${cap}`,
    officers: 'Officers',
    assistants: 'Assistants',
    people: (n) => (n === 0 ? 'none' : String(n)),
    offSite: 'Off-site ways, and why on site',
    findings: 'Rules',
    noFindings: 'Nothing to explain.',
    reason: (rule, reason) => `Reason (${rule}): ${reason}`,
    clerk: 'Clerk',
    review: 'Legal review',
    head: 'Head of the agency',
    confirmation: 'Confirmed afterwards',
    steps: {
      applied: 'Applied.',
      edited: 'Changed the application.',
      reviewed: '',
      granted: 'Permit to issue offline given.',
      approved: 'Approved.',
      rejected: 'Not approved.',
      returned: 'Returned for correction.',
      confirmed: 'Confirmed.',
    },
    stands: { agree: 'Agreed.', object: 'Objected.' },
    said: (text) => ` Opinion: ${text}`,
    outdated: ' (The application was changed afterwards.)',
    toSign: 'Signature: ____________ Date: ____________',
    noDate: 'Date: ____________',
  },
  receipt: {
    title: 'Return receipt',
    document: 'Document and number',
    addressee: 'Addressee',
    place: 'Place',
    way: 'Way of service',
    ways: '□ handed over  □ left behind  □ electronic  □ other',
    blanks: [
      'Time',
      'Signature or seal of the recipient',
      'Signature of the server',
      'Signature of a witness',
      'Remarks',
    ],
  },
};
