/** Whose request it is: what is counted and slowed down by address hangs on it. */
import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';

/**
 * The nearest address that is no proxy of ours. `X-Forwarded-For` is read from its end, where each proxy writes whom it
 * heard, and no further than the first that is not trusted: what stands before that anybody can have written.
 */
export function clientAddress(
  remote: string,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const heard = (forwardedFor ?? '').split(',').map((part) => plain(part.trim()));
  let address = plain(remote);
  while (isTrusted(address)) {
    const before = heard.pop();
    if (before === undefined || isIP(before) === 0) return address;
    address = before;
  }
  return address;
}

/** An IPv4 address as a socket for both families names it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

export function addressOf(c: Context<AppEnv>, { proxies }: Pick<Deps, 'proxies'>): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const remote = incoming?.socket?.remoteAddress ?? 'local';
  return clientAddress(remote, c.req.header('x-forwarded-for'), (address) => proxies.has(address));
}
