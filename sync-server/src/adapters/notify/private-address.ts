/** Addresses that others must not reach through this server: its own machine, and the private networks that it may stand in. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}

export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  return PRIVATE.check(mapped, isIP(mapped) === 6 ? 'ipv6' : 'ipv4');
}

/** Every address of the name is looked at: one of them may be public and another private. */
export async function isPrivateName(hostname: string): Promise<boolean> {
  const name = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(name) ? [{ address: name }] : await lookup(name, { all: true });
  return addresses.some(({ address }) => isPrivateAddress(address));
}
