/** State of an officer's certificate on a day, and in a window. */
import { DAY, type Day, LAST_DAY, startOfDay } from '@liangma/shared/kernel/instant';
import { type Officer, servesOn } from '@liangma/shared/registry/officer';

export type CertificateState =
  | { readonly kind: 'left' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'expires-soon'; readonly days: number }
  | { readonly kind: 'ok' };

/** Days before the end in which the desk reminds. */
const SOON = 30;

export function certificateOn(officer: Officer, day: Day): CertificateState {
  const { certificate, suspended } = officer;
  if (!servesOn(officer, day)) return { kind: 'left' };
  if (suspended) return { kind: 'suspended' };
  if (certificate.validTo < day) return { kind: 'expired' };
  if (day < certificate.validFrom) return { kind: 'not-yet' };
  const days = Math.round((startOfDay(certificate.validTo) - startOfDay(day)) / DAY);
  return days <= SOON ? { kind: 'expires-soon', days } : { kind: 'ok' };
}

export const needsRenewal = (officer: Officer, day: Day): boolean =>
  ['expired', 'expires-soon'].includes(certificateOn(officer, day).kind);

export const lastValidDay = ({ certificate }: Pick<Officer, 'certificate'>, forever: string): string =>
  certificate.validTo === LAST_DAY ? forever : certificate.validTo;
