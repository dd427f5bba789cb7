import type { DnsRecord } from '../../../packet/dns/message';
import { formatIpv4, parseIpv4 } from '../../../packet/address';
import { CorefileError } from '../corefile/error';
import type { Plugin } from '../plugin';
import type { Turn } from '../turn';

interface Balance {
  readonly prefer: readonly { readonly network: number; readonly length: number }[];
}

/** The plugin loadbalance: addresses in a random order, CNAMEs in front (plugin/loadbalance). */
export const loadbalance: Plugin<Balance> = {
  name: 'loadbalance',
  setup(c) {
    const prefer: Balance['prefer'][number][] = [];
    while (c.next()) {
      const [policy, ...more] = c.remainingArgs();
      if (policy === 'round_robin') {
        if (more.length > 0) throw c.error(`unknown property for ${policy}`);
      } else if (policy === 'weighted') {
        if (more.length === 0) throw c.error('missing weight file argument');
        throw new CorefileError('cka-net: the policy weighted is not simulated yet');
      } else if (policy !== undefined) throw new CorefileError(`unknown policy: ${policy}`);
      while (c.nextBlock()) {
        if (c.word() !== 'prefer') throw c.error(`unknown property '${c.word()}'`);
        for (const text of c.remainingArgs()) {
          const [host = '', bits = ''] = text.split('/');
          const network = parseIpv4(host);
          if (network === undefined || !/^\d+$/.test(bits))
            throw c.error(`invalid CIDR ${JSON.stringify(text)}: invalid CIDR address: ${text}`);
          prefer.push({ network, length: Number(bits) });
        }
      }
    }
    return [{ prefer }];
  },
  serve({ prefer }, request, turn, next) {
    const outcome = next(request);
    const { message } = outcome;
    if (message?.rcode !== 0) return outcome;
    const order = (records: readonly DnsRecord[]): readonly DnsRecord[] => preferred(shuffled(records, turn), prefer);
    return {
      ...outcome,
      message: {
        ...message,
        answers: order(message.answers),
        authorities: order(message.authorities),
        additionals: order(message.additionals),
      },
    };
  },
};

function shuffled(records: readonly DnsRecord[], turn: Turn): readonly DnsRecord[] {
  if (records.length < 2) return records;
  const of = (...types: string[]): DnsRecord[] => records.filter(({ data }) => types.includes(data.type));
  const addresses = of('A', 'AAAA');
  const exchanges = of('MX');
  const rest = records.filter(({ data }) => !['CNAME', 'A', 'AAAA', 'MX'].includes(data.type));
  return [...of('CNAME'), ...rest, ...random(addresses, turn), ...random(exchanges, turn)];
}

function random(records: DnsRecord[], turn: Turn): readonly DnsRecord[] {
  for (let i = 0; i < records.length - 1; i++) {
    const other = i + ((turn.random() & 0xffff) % (records.length - i));
    const [a, b] = [records[i], records[other]];
    if (a && b) [records[i], records[other]] = [b, a];
  }
  return records;
}

/** Addresses of the networks named come first. */
function preferred(records: readonly DnsRecord[], prefer: Balance['prefer']): readonly DnsRecord[] {
  if (prefer.length === 0) return records;
  const isPreferred = ({ data }: DnsRecord): boolean =>
    data.type === 'A' &&
    prefer.some(({ network, length }) => {
      const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
      return (
        parseIpv4(formatIpv4(data.address)) !== undefined && (data.address & mask) >>> 0 === (network & mask) >>> 0
      );
    });
  return [...records.filter(isPreferred), ...records.filter((each) => !isPreferred(each))];
}
