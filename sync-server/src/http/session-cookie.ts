/**
 * The cookie that carries a session. Over HTTPS its name has the prefix `__Host-`: a browser then takes it only from this
 * host itself, with `Secure` and for every path, so that no other host of the domain can plant one (RFC 6265bis section 4.1.3.2).
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import { isLoopback } from './loopback.ts';

const NAME = 'liangma_session';

export const readSessionCookie = (c: Context, origin: string): string | undefined =>
  needsTls(origin) ? getCookie(c, NAME, 'host') : getCookie(c, NAME);

export const writeSessionCookie = (c: Context, origin: string, token: string, seconds: number): void =>
  setCookie(c, NAME, token, { ...optionsFor(origin), httpOnly: true, sameSite: 'Lax', maxAge: seconds });

export function deleteSessionCookie(c: Context, origin: string): void {
  deleteCookie(c, NAME, optionsFor(origin));
}

const optionsFor = (origin: string): CookieOptions =>
  needsTls(origin) ? { prefix: 'host', path: '/', secure: true } : { path: '/' };

/** Only loopback pages need no TLS: a browser counts them as secure. */
function needsTls(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || !isLoopback(hostname);
}
