import type { evaluation as zh } from './evaluation.zh-CN.ts';

export const evaluation: typeof zh = {
  title: 'Evaluate this inspection',
  overallLabel: 'Overall, how satisfied are you?',
  overall: { satisfied: 'Satisfied', 'basically-satisfied': 'Mostly satisfied', dissatisfied: 'Not satisfied' },
  questionsLabel: 'In detail (skip what you cannot say)',
  questions: {
    'showed-code': 'Did they show the task code first?',
    'showed-id': 'Did they show their certificates?',
    'two-officers': 'Were there two or more officers?',
    'matched-code': 'Did they inspect only what the code says?',
    'gave-notice': 'Did they tell you the legal basis and your rights?',
    undisturbed: 'Could your business go on as usual?',
    'told-result': 'Did they tell you the result?',
  },
  yes: 'Yes',
  no: 'No',
  actsLabel: 'Did any of this happen?',
  actsHint: 'If not, leave all empty. The justice department reviews what you select.',
  textLabel: 'Anything else',
  textHint: 'You can leave this empty. Please write no ID or bank card numbers.',
  left: (n) => `${n} ${n === 1 ? 'character' : 'characters'} left`,
  whoSees:
    'The justice department can see your evaluation. The agency that inspected you sees only totals of 5 or more, never who said what.',
  chooseOverall: 'You have not chosen how satisfied you are. Choose one, then send.',
  chooseFirst: 'Choose how satisfied you are first',
  send: 'Send evaluation',
  sendAgain: 'Send correction',
  correctable: (days) =>
    `You can correct it until ${days} ${days === 1 ? 'day' : 'days'} after the inspection; the last one counts.`,
};
