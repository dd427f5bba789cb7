import { formatIpv4, ipv4, maskOf, networkOf } from '../../engine/packet/address';
import { judgeIpv4 } from '../diagnostics/literals';
import type { Language } from '../diagnostics/messages';

/** What an IPv4 address or network is, in a sentence or two; undefined when `text` is neither. */
export function addressFacts(text: string, language: Language): string | undefined {
  if (!/^\d+(\.\d+){3}(\/[\d.]+)?$/.test(text)) return undefined;
  const judged = judgeIpv4(text);
  if (judged.verdict !== 'fine') return undefined;
  const ko = language === 'ko';
  const kind = kindOf(judged.address);
  const what = kind && (ko ? kind.ko : kind.en);
  if (judged.length === undefined) return what;
  const range = rangeFacts(judged.address, judged.length, ko);
  return what === undefined ? range : `${range} ${what}`;
}

function rangeFacts(address: number, length: number, ko: boolean): string {
  const network = networkOf(ipv4(address), length);
  const prefix = `${formatIpv4(network)}/${length}`;
  const mask = formatIpv4(maskOf(length));
  if (length === 32) return ko ? `주소 하나(/32, 마스크 ${mask}).` : `One address (/32, mask ${mask}).`;
  const last = ipv4((network | (~maskOf(length) >>> 0)) >>> 0);
  const usable = length === 31 ? 2 : 2 ** (32 - length) - 2;
  const first = formatIpv4(length === 31 ? network : ipv4(network + 1));
  const end = formatIpv4(length === 31 ? last : ipv4(last - 1));
  const count = usable.toLocaleString('en-US');
  return ko
    ? `네트워크 ${prefix}: 호스트 ${count}개(${first} – ${end}), 브로드캐스트 ${formatIpv4(last)}, 마스크 ${mask}.`
    : `Network ${prefix}: ${count} hosts (${first} – ${end}), broadcast ${formatIpv4(last)}, mask ${mask}.`;
}

interface Kind {
  readonly network: readonly [address: number, length: number];
  readonly en: string;
  readonly ko: string;
}

/** Blocks with a meaning of their own (RFC 6890, RFC 1918, RFC 5771). */
const KINDS: readonly Kind[] = [
  { network: [0x00000000, 32], en: 'The address that means "none" or "any".', ko: '"없음" 또는 "모두"를 뜻하는 주소입니다.' },
  { network: [0x00000000, 8], en: '"This network"; no host has such an address.', ko: '"이 네트워크". 호스트의 주소로 쓰지 않습니다.' },
  { network: [0x7f000000, 8], en: 'Loopback: this host itself.', ko: '루프백: 이 호스트 자신입니다.' },
  { network: [0x0a000000, 8], en: 'Private (RFC 1918).', ko: '사설 주소(RFC 1918)입니다.' },
  { network: [0xac100000, 12], en: 'Private (RFC 1918).', ko: '사설 주소(RFC 1918)입니다.' },
  { network: [0xc0a80000, 16], en: 'Private (RFC 1918).', ko: '사설 주소(RFC 1918)입니다.' },
  { network: [0x64400000, 10], en: "Shared between providers and their customers' NAT (RFC 6598).", ko: '통신사와 고객 NAT가 함께 쓰는 주소(RFC 6598)입니다.' },
  { network: [0xa9fe0000, 16], en: 'Link-local: valid on one link only (RFC 3927).', ko: '링크 로컬: 한 링크에서만 유효합니다(RFC 3927).' },
  { network: [0xc0000200, 24], en: 'For examples (RFC 5737).', ko: '예시용 주소(RFC 5737)입니다.' },
  { network: [0xc6336400, 24], en: 'For examples (RFC 5737).', ko: '예시용 주소(RFC 5737)입니다.' },
  { network: [0xcb007100, 24], en: 'For examples (RFC 5737).', ko: '예시용 주소(RFC 5737)입니다.' },
  { network: [0xe0000000, 4], en: 'Multicast: a group of hosts.', ko: '멀티캐스트: 호스트의 모임입니다.' },
  { network: [0xffffffff, 32], en: 'Broadcast on this link.', ko: '이 링크의 브로드캐스트입니다.' },
  { network: [0xf0000000, 4], en: 'Reserved.', ko: '예약된 주소입니다.' },
]; // prettier-ignore

function kindOf(address: number): Kind | undefined {
  return KINDS.find(({ network: [base, length] }) => networkOf(ipv4(address), length) === base);
}
