import { BlockList, isIP } from 'node:net';
import type { TrustedProxies } from '../ports/runtime.ts';

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined =>
  (({ 4: 'ipv4', 6: 'ipv6' }) as const)[isIP(address) as 4 | 6];

/** Addresses and networks such as `10.0.0.0/8`, as `config.ts` has checked them. */
export function trustedProxies(networks: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = familyOf(address);
    if (family && prefix !== undefined) list.addSubnet(address, Number(prefix), family);
    else if (family) list.addAddress(address, family);
  }
  return {
    has: (address) => {
      const family = familyOf(address);
      return family !== undefined && list.check(address, family);
    },
  };
}
