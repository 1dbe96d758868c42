/**
 * Which hosts a feed may send us to. A feed is written by others: without this, its image addresses could make the shop's
 * machine read from its own network (server-side request forgery).
 */
import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Ranges that are not the public internet (IANA special-purpose registries), and what clouds tell their machines there. */
const PRIVATE_RANGES = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  // A public address that Azure's machines reach their host by; those of other clouds lie in the ranges above.
  '168.63.129.16/32',
  // The IPv6 ranges of translators and tunnels (::, ::ffff:0:0:0, 64:ff9b::, 2001::, 2002::) can hold a private IPv4 address.
  '::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16',
  'fc00::/7 fe80::/10 fec0::/10 ff00::/8',
];
/** Ports that web servers have. Others could make the shop's machine talk to mail servers and databases of others. */
const PUBLIC_PORTS = ['', '80', '443', '8080', '8443'];

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

/** What an operator who means it can do. */
const LIFTED = '--allow-private-hosts lifts this';

/** An address that is not fetched from, whatever may answer there. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

/**
 * Checks what an address says of itself; where its name leads is checked by `publicLookup`.
 * @param allowPrivateHosts also this machine, its network and any port
 * @throws ForbiddenAddressError
 */
export function checkAddress(url: URL, allowPrivateHosts: boolean): void {
  if (!['http:', 'https:'].includes(url.protocol))
    throw new ForbiddenAddressError(`not http or https: ${url.protocol}`);
  if (url.username !== '' || url.password !== '') throw new ForbiddenAddressError('a name or password in the address');
  if (allowPrivateHosts) return;
  if (isPrivateHost(url.hostname)) throw new ForbiddenAddressError(`a private address; ${LIFTED}`);
  if (!PUBLIC_PORTS.includes(url.port))
    throw new ForbiddenAddressError(`port ${url.port} is none of web servers; ${LIFTED}`);
}

/** `dns.lookup` for sockets: the address that was checked is the address that is connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = (found ?? []) as LookupAddress[];
    const [first] = addresses;
    if (error || !first) return callback(error ?? new Error(`no address for ${hostname}`), '', 0);
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(new ForbiddenAddressError(`${hostname} leads to a private address; ${LIFTED}`), '', 0);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
