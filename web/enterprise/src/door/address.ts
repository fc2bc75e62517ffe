/** The code in the address of this page. */
interface Address {
  readonly origin: string;
  readonly pathname: string;
  readonly hash: string;
}

/**
 * The text of the QR that opened `/c#digits` or `/c/digits`; undefined for the bare page. Some apps append
 * parameters of their own when they open a link: what follows the digits is left away.
 */
export function codeInAddress({ origin, pathname, hash }: Address): string | undefined {
  const found = hash.slice(1) || pathname.replace(/^\/c\/?/, '');
  if (found === '') return undefined;
  const digits = /^(\d+)(?:[?&#/].*)?$/.exec(found);
  return `${origin}/c#${digits ? digits[1] : found}`;
}
