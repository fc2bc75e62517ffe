/** The items of a draft and how they are named. One that only a newer app knows, named `kind|…`, passes through unread. */
import { ANSWERS, OUTCOMES } from '../records/record.ts';

export const OUTCOME = 'outcome';
export const CORRECT_BY = 'correctBy';
export const PERSON_PRESENT = 'personPresent';
export const OPINION = 'opinion';

/** `question` is matter and item of the checklist, `M901|3`. */
export const answerKey = (question: string): string => `answer|${question}`;
export const findingKey = (question: string): string => `finding|${question}`;

const FIELDS = [OUTCOME, CORRECT_BY, PERSON_PRESENT, OPINION];
/** With a bar in it, no name is one that every object has. */
const KEY = /^[a-zA-Z]{1,20}(\|[^|]{1,64}){1,3}$/;

export const isItemKey = (key: string): boolean => FIELDS.includes(key) || KEY.test(key);

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Empty is always a value: the item was emptied. */
export function isItemValue(key: string, value: string): boolean {
  if (value === '') return true;
  switch (key.split('|')[0]) {
    case 'answer':
      return ANSWERS.some((answer) => answer === value);
    case OUTCOME:
      return OUTCOMES.some((outcome) => outcome === value);
    case CORRECT_BY:
      return DAY.test(value);
    case PERSON_PRESENT:
      return value.length <= 40;
    default:
      return true;
  }
}
