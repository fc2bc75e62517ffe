/**
 * 核验号: ten digits under a code, for whoever can neither scan nor paste: nine drawn at random and a check digit.
 * The check digit is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen, 2004): over its quasigroup of order 10
 * every single wrong digit and every swap of neighbours is caught, with decimal digits alone.
 * A short number says nothing of its code and proves nothing: it only finds the text that the phone then verifies.
 */
export const SHORT_NUMBER_LENGTH = 10;
const DRAWN = SHORT_NUMBER_LENGTH - 1;
/** Six bytes make the numbers that they draw unequally likely by less than one in 280,000. */
export const SHORT_NUMBER_BYTES = 6;

/** Row by row; the diagonal is zero, so that a number followed by its check digit comes to zero. */
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

/** `random` holds `SHORT_NUMBER_BYTES` bytes. */
export function shortNumberOf(random: Uint8Array): string {
  const drawn = random.subarray(0, SHORT_NUMBER_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  const digits = String(drawn % 10 ** DRAWN).padStart(DRAWN, '0');
  return digits + damm(digits);
}

/** Ten digits whose last one fits the others. */
export const isShortNumber = (digits: string): boolean => isTenDigits(digits) && damm(digits) === '0';

export const isTenDigits = (digits: string): boolean => /^\d{10}$/.test(digits);

/** Removes the spaces and dashes that people type in a number, and turns full-width digits into plain ones. */
export const bareDigits = (typed: string): string => typed.normalize('NFKC').replace(/[\s\-‐-―−]+/g, '');

/** 3-3-4, as it is printed and read aloud. */
export const sayShortNumber = (number: string): string =>
  [number.slice(0, 3), number.slice(3, 6), number.slice(6)].filter((group) => group !== '').join(' ');

function damm(digits: string): string {
  let interim = '0';
  for (const digit of digits) interim = QUASIGROUP[Number(interim)]?.[Number(digit)] ?? '';
  return interim;
}
