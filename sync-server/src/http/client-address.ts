/** Address of the client of a request, for limits by address. */
import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';

/**
 * Returns the nearest address that is no trusted proxy. It reads `X-Forwarded-For` from its end, where each proxy appends its
 * client, up to the first untrusted address: anybody can have written the entries before it.
 */
export function clientAddress(
  remote: string,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const forwarded = (forwardedFor ?? '').split(',').map((part) => plain(part.trim()));
  let address = plain(remote);
  while (isTrusted(address)) {
    const before = forwarded.pop();
    if (before === undefined || isIP(before) === 0) return address;
    address = before;
  }
  return address;
}

/** An IPv4 address as a socket for both families names it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/**
 * Returns the network of one customer: the whole IPv4 address, or the first 64 bits of an IPv6 address
 * (RFC 6177). Counting whole IPv6 addresses would give everybody 2^64 counts.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) !== 6) return address;
  const [head = '', tail] = bare.split('::');
  const groups = (text: string): string[] => text.split(':').filter((group) => group !== '');
  const after = tail === undefined ? 0 : groups(tail).length + (tail.includes('.') ? 1 : 0);
  const before = groups(head);
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after }, () => '0');
  const all = [...before, ...zeros, ...groups(tail ?? '')];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Returns the client's network: limits count by it. */
export const countedAs = (c: Context<AppEnv>, deps: Pick<Deps, 'proxies'>): string => networkOf(addressOf(c, deps));

export function addressOf(c: Context<AppEnv>, { proxies }: Pick<Deps, 'proxies'>): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const remote = incoming?.socket?.remoteAddress ?? 'local';
  return clientAddress(remote, c.req.header('x-forwarded-for'), (address) => proxies.has(address));
}
