/** Pure: what the keys of the number pad make of the digits so far. */
import { SHORT_NUMBER_LENGTH, sayShortNumber } from '@liangma/shared/task-code/short-number';

export type Key = (typeof KEYS)[number];
/** In the order of a telephone. */
export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'erase'] as const;

export function press(digits: string, key: Key): string {
  if (key === 'clear') return '';
  if (key === 'erase') return digits.slice(0, -1);
  return digits.length < SHORT_NUMBER_LENGTH ? digits + key : digits;
}

/** Groups of 3, 3 and 4, with a place for each digit that is still to come. */
export const places = (digits: string): string => sayShortNumber(digits.padEnd(SHORT_NUMBER_LENGTH, '_'));
