/**
 * Which hosts a feed may send us to. A feed is written by others: without this, its image addresses could make the shop's
 * machine read from its own network (server-side request forgery).
 */
import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Ranges that are not the public internet (IANA special-purpose registries). */
const PRIVATE_RANGES = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  // The IPv6 ranges of translators and tunnels (64:ff9b::, 2001::, 2002::) can hold a private IPv4 address.
  '::/128 ::1/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 ff00::/8',
];

const blocked = new BlockList();
for (const range of PRIVATE_RANGES.join(' ').split(' ')) {
  const [address, prefix] = range.split('/') as [string, string];
  blocked.addSubnet(address, Number(prefix), familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** True for an IP address outside the public internet; IPv4 addresses written as IPv6 count as what they are. */
export function isPrivateAddress(address: string): boolean {
  return blocked.check(address, familyOf(address));
}

/** True when a URL's host is itself an IP address outside the public internet. */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && isPrivateAddress(address);
}

/** A name that leads to a private address. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** `dns.lookup` for sockets: the address that was checked is the address that is connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = (found ?? []) as LookupAddress[];
    const [first] = addresses;
    if (error || !first) return callback(error ?? new Error(`no address for ${hostname}`), '', 0);
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(new PrivateAddressError(`${hostname} leads to a private address`), '', 0);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
