import type { Program } from '../grammar/types';
import { ip6tables, iptables } from './iptables';
import { restoreByNft } from './iptables-restore';
import { saveByNft } from './iptables-save';

/** What else Debian 12 has of the packet filter under /usr/sbin: other names of the same programs, and programs that are not simulated. */

const NFT: readonly Program[] = [
  { ...iptables, name: 'iptables-nft' },
  { ...ip6tables, name: 'ip6tables-nft' },
  ...saveByNft,
  ...restoreByNft,
];

const LEGACY = {
  en: 'The packet filter of old, beside that of nf_tables.',
  ko: 'nf_tables와 별개인 옛 패킷 필터입니다.',
};
const TRANSLATE = { en: 'Says a rule of iptables in the language of nft.', ko: 'iptables 규칙을 nft 언어로 옮깁니다.' };

const MISSING: readonly (readonly [names: readonly string[], words: Program['words']])[] = [
  [['iptables', 'ip6tables'].flatMap((name) => ['', '-save', '-restore'].map((end) => `${name}-legacy${end}`)), LEGACY],
  [['iptables-translate', 'ip6tables-translate'], TRANSLATE],
  [['iptables-restore-translate', 'ip6tables-restore-translate'], TRANSLATE],
  [['ebtables'], { en: "The filter of bridges' frames.", ko: '브리지 프레임의 필터입니다.' }],
  [['arptables'], { en: 'The filter of ARP packets.', ko: 'ARP 패킷의 필터입니다.' }],
  [
    ['xtables-monitor'],
    { en: 'Shows changes of rules, and traced packets.', ko: '규칙의 변화와 추적된 패킷을 보여 줍니다.' },
  ],
  [
    ['iptables-apply', 'ip6tables-apply'],
    { en: 'Tries rules and takes them back.', ko: '규칙을 시험하고 되돌립니다.' },
  ],
  [['iptables-xml'], { en: 'Writes rules as XML.', ko: '규칙을 XML로 씁니다.' }],
];

function missing(name: string, words: Program['words']): Program {
  return {
    name,
    words,
    synopsis: `${name} …`,
    dialect: 'getopt',
    options: [],
    body: { clause: { parameters: [] } },
    run: (process) => {
      process.err(`cka-net: ${name} is not simulated yet\n`);
      return Promise.resolve(2);
    },
  };
}

/** All of them. */
export const otherNames: readonly Program[] = [
  ...NFT,
  ...MISSING.flatMap(([names, words]) => names.map((name) => missing(name, words))),
];
