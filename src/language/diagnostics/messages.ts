import { explainWalks } from '../../engine/walk/explain';
import { catalogueMessage } from './catalogue';
import type { Fix, ProblemFacts } from './problem';

export type Language = 'en' | 'ko';

/** The language to speak for an editor locale such as `ko`, `ko-KR` or `en-US`. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

/** One or two sentences: what is wrong and what it leads to. */
export function problemMessage(facts: ProblemFacts, language: Language): string {
  if ('walks' in facts) return lostMessage(facts, language);
  if ('values' in facts) return catalogueMessage(facts.code, facts.values, language);
  return language === 'ko' ? korean(facts) : english(facts);
}

/** What a quick fix will do, as the light bulb's menu shows it. */
export function fixTitle(fix: Fix, language: Language): string {
  const ko = language === 'ko';
  switch (fix.kind) {
    case 'replace':
      return ko ? `\`${fix.text}\`(으)로 바꾸기` : `Change to \`${fix.text}\``;
    case 'insert-before':
      return ko ? `이 줄 앞에 \`${fix.text}\` 넣기` : `Insert \`${fix.text}\` before this line`;
    case 'insert-after':
      return ko
        ? `그 호스트를 설정하는 셀에 \`${fix.text}\` 넣기`
        : `Insert \`${fix.text}\` in the cell that configures the host`;
    case 'remove':
      return ko ? `\`${fix.text}\` 지우기` : `Remove \`${fix.text}\``;
  }
}

type LostFacts = Extract<ProblemFacts, { walks: unknown }>;
type OwnFacts = Exclude<ProblemFacts, { values: unknown } | LostFacts>;

function english(facts: OwnFacts): string {
  switch (facts.code) {
    case 'invalid-address':
      return `"${facts.text}" is not an IPv4 address: ${
        facts.why === 'octet'
          ? 'each of its four numbers must be 0 to 255'
          : facts.why === 'parts'
            ? 'it needs four numbers with dots between them'
            : 'only digits and dots may stand in it'
      }.`;
    case 'invalid-prefix':
      return facts.why === 'length'
        ? `"${facts.text}" is not a network: the length after the slash must be 0 to 32.`
        : `"${facts.text}" is not a network: the part before the slash is no IPv4 address.`;
    case 'missing-prefix-length':
      return facts.of === 'address'
        ? `No prefix length: the kernel takes ${facts.text}/32, a network of one address, so there will be no connected route and neighbours stay unreachable. Did you mean ${facts.suggestion}?`
        : `No prefix length: this is a route to the one address ${facts.text}/32, not to a network. Did you mean ${facts.suggestion}?`;
    case 'misplaced-prefix-length':
      return `${facts.text}: no prefix length may stand here, only the address ${facts.address}.`;
    case 'pasted-prompt':
      return `"${facts.text}" is a prompt that was copied along with the command; the shell would take it for a command.`;
    case 'route-host-bits':
      return `${facts.text} has bits set after its prefix; the kernel refuses such a route ("Invalid prefix for given prefix length"). The network is ${facts.network}.`;
    case 'nexthop-not-on-link':
      return facts.subnets.length === 0
        ? `The next hop ${facts.gateway} is not on any link of ${facts.where}: no interface there is up with an address yet.`
        : `The next hop ${facts.gateway} is not on any link of ${facts.where}, which is connected to ${facts.subnets.join(', ')} only. A next hop must be a neighbour.`;
    case 'no-route':
      return `${facts.where} has no route to ${facts.destination}: the packet is never sent.${
        facts.remedy ? ` A route would do it: ${facts.remedy}` : ''
      }`;
    case 'unknown-word':
      return `"${facts.text}" is not something ${facts.of} knows.${facts.nearest ? ` Did you mean "${facts.nearest}"?` : ''}`;
    case 'placeholder-brackets':
      return `"${facts.text}": square brackets mark a placeholder in notes and manuals; typed literally they become part of the word.`;
    case 'netns-exec-needed':
      return `\`ip\` has no object "${facts.program}". To run ${facts.program} in a namespace: ${facts.command}`;
  }
}

function korean(facts: OwnFacts): string {
  switch (facts.code) {
    case 'invalid-address':
      return `"${facts.text}"은(는) IPv4 주소가 아닙니다. ${
        facts.why === 'octet'
          ? '네 숫자는 각각 0에서 255 사이여야 합니다'
          : facts.why === 'parts'
            ? '점으로 나눈 숫자 네 개가 필요합니다'
            : '숫자와 점만 쓸 수 있습니다'
      }.`;
    case 'invalid-prefix':
      return facts.why === 'length'
        ? `"${facts.text}"은(는) 네트워크가 아닙니다. 빗금 뒤의 길이는 0에서 32 사이여야 합니다.`
        : `"${facts.text}"은(는) 네트워크가 아닙니다. 빗금 앞이 IPv4 주소가 아닙니다.`;
    case 'missing-prefix-length':
      return facts.of === 'address'
        ? `프리픽스 길이가 없습니다. 커널은 주소가 하나뿐인 네트워크 ${facts.text}/32로 받아들이므로, 직접 연결된 경로가 생기지 않고 이웃에 닿지 못합니다. ${facts.suggestion}을(를) 쓰려던 것인가요?`
        : `프리픽스 길이가 없습니다. 네트워크가 아니라 주소 하나 ${facts.text}/32로 가는 경로가 됩니다. ${facts.suggestion}을(를) 쓰려던 것인가요?`;
    case 'misplaced-prefix-length':
      return `${facts.text}: 여기에는 프리픽스 길이를 쓸 수 없고 주소 ${facts.address}만 쓸 수 있습니다.`;
    case 'pasted-prompt':
      return `"${facts.text}"은(는) 명령과 함께 복사된 프롬프트입니다. 셸은 이것을 명령으로 받아들입니다.`;
    case 'route-host-bits':
      return `${facts.text}에는 프리픽스 뒤의 비트가 켜져 있어 커널이 거절합니다("Invalid prefix for given prefix length"). 네트워크는 ${facts.network}입니다.`;
    case 'nexthop-not-on-link':
      return facts.subnets.length === 0
        ? `다음 홉 ${facts.gateway}은(는) ${facts.where}의 어느 링크에도 없습니다. 주소가 있고 켜진 인터페이스가 아직 없습니다.`
        : `다음 홉 ${facts.gateway}은(는) ${facts.where}의 어느 링크에도 없습니다. 연결된 네트워크는 ${facts.subnets.join(', ')}뿐입니다. 다음 홉은 이웃이어야 합니다.`;
    case 'no-route':
      return `${facts.where}에는 ${facts.destination}(으)로 가는 경로가 없어 패킷이 나가지 않습니다.${
        facts.remedy ? ` 이 경로면 됩니다: ${facts.remedy}` : ''
      }`;
    case 'unknown-word':
      return `"${facts.text}"은(는) ${facts.of}이(가) 모르는 말입니다.${facts.nearest ? ` "${facts.nearest}"을(를) 쓰려던 것인가요?` : ''}`;
    case 'placeholder-brackets':
      return `"${facts.text}": 대괄호는 노트와 설명서에서 바꿔 넣을 자리를 뜻합니다. 그대로 치면 단어의 일부가 됩니다.`;
    case 'netns-exec-needed':
      return `\`ip\`에는 "${facts.program}"이라는 객체가 없습니다. 네임스페이스 안에서 ${facts.program}을(를) 실행하려면: ${facts.command}`;
  }
}

/** What became of the packets, and the change that was tried. */
function lostMessage({ walks, remedy, later }: LostFacts, language: Language): string {
  const why = explainWalks(walks, language, remedy);
  if (later !== true) return why;
  return language === 'ko'
    ? `이것 때문에 뒤의 명령이 응답을 받지 못합니다. ${why}`
    : `Because of this a later command gets no answer. ${why}`;
}
