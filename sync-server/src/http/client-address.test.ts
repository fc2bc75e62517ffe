import { expect, test } from 'vitest';
import { trustedProxies } from '../adapters/proxies.ts';
import { clientAddress, networkOf } from './client-address.ts';

const { has } = trustedProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

test.each([
  ['no header', '10.1.2.3', undefined, '10.1.2.3'],
  ['a stranger, whatever it claims', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a proxy of ours', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['as a socket for both families names it', '::ffff:10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
  ['two of ours in a row', '10.1.2.3', '198.51.100.1, 192.0.2.7', '198.51.100.1'],
  ['what the client wrote itself', '10.1.2.3', '127.0.0.1, 198.51.100.1', '198.51.100.1'],
  ['of six groups', 'fd00::1', '2001:db8::5', '2001:db8::5'],
  ['not an address', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['all of them ours', '10.1.2.3', '10.9.9.9', '10.9.9.9'],
])('the server finds the address of the client: %s', (_, remote, forwardedFor, address) => {
  expect(clientAddress(remote, forwardedFor, has)).toBe(address);
});

test('the server trusts no proxy unless one is named', () => {
  const none = trustedProxies([]);
  expect(clientAddress('127.0.0.1', '198.51.100.1', (address) => none.has(address))).toBe('127.0.0.1');
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['local', 'local'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
])('limits count %s as the network %s, so that each customer has one count', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
