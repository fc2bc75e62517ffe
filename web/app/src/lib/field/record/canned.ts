/** Limit of a finding, in characters. */
const LONGEST = 1000;

/** The text with a phrase after what stands there; as it is where there is no room. */
export function withPhrase(text: string, phrase: string, between: string): string {
  const typed = text.trim();
  const whole = typed === '' ? phrase : `${typed}${between}${phrase}`;
  return whole.length > LONGEST ? text : whole;
}
