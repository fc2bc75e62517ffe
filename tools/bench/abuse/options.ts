/** Length of the abuse: `npm run bench abuse -- --seconds 5`. */
const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 600;

/** Takes `--seconds N` out of the arguments. Returns a sentence for the person who typed it if N is no good. */
export function takeSeconds(args: string[]): number | string {
  const at = args.indexOf('--seconds');
  if (at < 0) return DEFAULT_SECONDS;
  const [, text = ''] = args.splice(at, 2);
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  return `--seconds is a whole number from 1 to ${MOST_SECONDS}, not ${text || 'nothing'}`;
}
