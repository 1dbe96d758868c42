/** Where names lead is decided by what was checked, not by a second look-up. */
import { type LookupAddress, lookup } from 'node:dns';
import { expect, test, vi } from 'vitest';
import { publicLookup } from './address.ts';

vi.mock('node:dns', () => ({ lookup: vi.fn() }));

const leadsTo = (...addresses: string[]) =>
  vi.mocked(lookup).mockImplementation(((
    _: string,
    __: object,
    callback: (error: null, found: LookupAddress[]) => void,
  ) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as never);

const lookedUp = (all: boolean) =>
  new Promise((resolve, reject) => {
    publicLookup('shop.example', { all }, (error, address, family) =>
      error ? reject(error) : resolve([address, family]),
    );
  });

test('one private address among public ones is enough to refuse the name', async () => {
  for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '169.254.169.254']) {
    leadsTo('8.8.8.8', address);
    await expect(lookedUp(true)).rejects.toThrow('private');
    await expect(lookedUp(false)).rejects.toThrow('private');
  }
});

test('the address that was checked is the one that is connected to, looked up once', async () => {
  leadsTo('8.8.8.8', '2606:4700::1111');
  vi.mocked(lookup).mockClear();
  expect(await lookedUp(false)).toEqual(['8.8.8.8', 4]);
  expect(await lookedUp(true)).toEqual([
    [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
    undefined,
  ]);
  expect(lookup).toHaveBeenCalledTimes(2);
});
