import type { DnsFacts, DnsMissing, DnsStory } from '../dns';

/** A step of CoreDNS. */
export function dns({ server, name, type, rcode, plugin, answers, why }: DnsFacts): string {
  const what = answers.length > 0 ? answers.join(', ') : rcode === 'NOERROR' ? '이 유형의 레코드가 없음' : rcode;
  const reason = answers.length === 0 && why ? ` (${missing(why)})` : '';
  return `Pod ${server}의 CoreDNS, 플러그인 ${plugin}: ${name} ${type} → ${what}${reason}`;
}

/** What became of a name, in one sentence. */
export function dnsTold({ server, asked, last, why }: DnsStory): string {
  const names = asked.slice(0, 6).join(', ');
  const list = asked.length > 1 ? `/etc/resolv.conf의 search 목록을 따라 ${names}을(를)` : `${names}을(를)`;
  const start = `CoreDNS(Pod ${server})에 ${list} 물었고`;
  if (!why) return `${start}, 플러그인 ${last.plugin}이(가) ${last.answers.join(', ')}(이)라고 대답했습니다.`;
  return `${start}, 대답은 ${last.rcode}였습니다: ${missing(why)}.`;
}

function missing(why: DnsMissing): string {
  switch (why.code) {
    case 'misspelt':
      return why.how === 'no-svc'
        ? `이름에 svc가 빠졌습니다. Service의 이름은 ${why.right}입니다`
        : `그런 이름은 없지만 ${why.right}은(는) 있습니다`;
    case 'other-namespace':
      return `네임스페이스 ${why.namespace}에는 Service ${why.service}이(가) 없고, ${why.others.map((other) => `${other}에 있습니다(${why.service}.${other})`).join(', ')}`;
    case 'no-namespace':
      return `네임스페이스 ${why.namespace}이(가) 없습니다`;
    case 'no-service':
      return `네임스페이스 ${why.namespace}에도 다른 네임스페이스에도 Service ${why.service}이(가) 없습니다${why.full === undefined ? '' : `. Service 범위 ${why.full}의 주소가 모두 쓰여 새로 만들 수 없습니다: 필요 없는 Service를 지우거나 ServiceCIDR을 더하세요`}`;
    case 'no-endpoint':
      return `네임스페이스 ${why.namespace}의 Service ${why.service}에 그런 준비된 엔드포인트가 없습니다`;
    case 'no-port':
      return `네임스페이스 ${why.namespace}의 Service ${why.service}에 그 이름과 프로토콜의 포트가 없습니다`;
    case 'no-pod':
      return '그런 이름의 Pod가 없습니다';
    case 'pods-disabled':
      return 'Corefile이 Pod 이름에 대답하지 않습니다(pods disabled)';
    case 'malformed':
      return '클러스터 이름의 형식이 아닙니다(SERVICE.NAMESPACE.svc.cluster.local)';
    case 'not-synced':
      return 'CoreDNS가 API 서버에 닿지 못했습니다';
    case 'no-zone':
      return 'Corefile의 어느 서버 블록도 이 이름을 맡지 않습니다';
    case 'no-data':
      return '이름은 있지만 이 유형의 레코드가 없습니다';
    case 'upstream-silent':
      return `클러스터의 이름이 아니고, Corefile이 전달하는 서버(${why.upstreams.join(', ')})가 대답하지 않았습니다`;
    case 'upstream':
      return `클러스터의 이름이 아니고, Corefile이 전달하는 서버(${why.upstreams.join(', ')})도 모릅니다`;
  }
}
