import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv6 } from '../../../../src/engine/packet/address';
import { addressFromNumber6, isSolicitedNode, solicitedNode } from '../../../../src/engine/packet/ipv6-address';

const address: fc.Arbitrary<Ipv6> = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map(addressFromNumber6);
/** Groups that differ from solicited-node groups in one place, and those themselves. */
const group = fc.oneof(
  address,
  address.map(solicitedNode),
  fc
    .tuple(address, fc.nat(127))
    .map(([of, bit]) => addressFromNumber6(numberOf(solicitedNode(of)) ^ (1n << BigInt(bit)))),
);

function numberOf(text: Ipv6): bigint {
  const [head = '', tail = ''] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const words = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return words.reduce((value, word) => (value << 16n) | BigInt(parseInt(word, 16)), 0n);
}

describe('the solicited-node group of an address', () => {
  it('is recognised without being written down', () => {
    fc.assert(
      fc.property(group, address, (one, of) => {
        expect(isSolicitedNode(one, of)).toBe(one === solicitedNode(of));
      }),
    );
    fc.assert(
      fc.property(address, fc.nat(127), (of, bit) => {
        const own = solicitedNode(of);
        expect(isSolicitedNode(own, of)).toBe(true);
        expect(isSolicitedNode(addressFromNumber6(numberOf(own) ^ (1n << BigInt(bit))), of)).toBe(false);
      }),
    );
  });
});
