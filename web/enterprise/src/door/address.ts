/** The code in the address of this page. */
interface Address {
  readonly origin: string;
  readonly pathname: string;
  readonly hash: string;
}

/** RES-1: the link of the message that tells the outcome, `/c#r=token`; it is no code. */
export const outcomeInAddress = (hash: string): string | undefined => /^#r=([\w-]{22})/.exec(hash)?.[1];

/**
 * The text of the QR that opened `/c#digits` or `/c/digits`; undefined for the bare page. Some apps append
 * parameters of their own when they open a link: what follows the digits is left away.
 */
export function codeInAddress({ origin, pathname, hash }: Address): string | undefined {
  const found = hash.slice(1) || pathname.replace(/^\/c\/?/, '');
  if (found === '' || outcomeInAddress(hash)) return undefined;
  const digits = /^(\d+)(?:[?&#/].*)?$/.exec(found);
  return `${origin}/c#${digits ? digits[1] : found}`;
}
