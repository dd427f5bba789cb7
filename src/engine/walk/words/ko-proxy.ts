import type { NotChosen, ProxyFacts, ProxyRule, ProxyTrouble } from '../proxy';

const WHO: Readonly<Record<ProxyFacts['what'], string>> = {
  ingress: '인그레스 컨트롤러',
  gateway: '게이트웨이의 nginx',
};

/** 프록시가 결정하는 단계. */
export function proxy(facts: ProxyFacts): string {
  return story(facts);
}

/** 같은 내용을 문장으로. */
export function proxied(facts: ProxyFacts): string {
  return `${story(facts)}.`;
}

function story({ what, pod, request, rule, others, backend, endpoint, endpointPod, status, why }: ProxyFacts): string {
  const who = `${WHO[what]}(파드 ${pod})`;
  const chose = rule ? `${who}: ${request} 요청에 ${ruleText(rule)} 규칙을 골랐습니다` : `${who}: ${request} 요청에 맞는 규칙이 없습니다`; // prettier-ignore
  const not = others.length === 0 ? '' : ` (고르지 않은 규칙: ${others.map((each) => `${ruleText(each)} - ${NOT[each.why]}`).join('; ')})`; // prettier-ignore
  const behind = backend ? `; 그 뒤는 서비스 ${backend.service} 포트 ${backend.port}입니다${backend.slices.length === 0 ? '' : ` (엔드포인트슬라이스 ${backend.slices.join(', ')}, 준비된 엔드포인트 ${backend.ready}개)`}` : ''; // prettier-ignore
  const asked = endpoint === undefined ? '' : `; 서비스의 클러스터 IP를 거치지 않고 ${endpoint}${endpointPod === undefined ? '' : `(파드 ${endpointPod})`}에 직접 요청합니다`; // prettier-ignore
  const answers = status === undefined ? '' : `; 스스로 ${status}(으)로 응답합니다`;
  return `${chose}${not}${behind}${asked}${answers}${why ? `. 원인: ${trouble(why, rule)}` : ''}`;
}

function ruleText({ kind, object, host, path, type, more }: ProxyRule): string {
  return `${kind} ${object}(호스트 ${host === '' ? '*' : host}, 경로 ${path} ${type}${more === undefined ? '' : `, ${more}`})`;
}

const NOT: Readonly<Record<NotChosen, string>> = {
  host: '호스트가 다름',
  path: '경로가 맞지 않음',
  shorter: '경로가 더 짧음',
  more: '경로 외에 요구하는 것이 요청에 없거나 더 자세한 규칙이 있음',
  'not-ours': '이 컨트롤러의 것이 아님',
};

function trouble(why: ProxyTrouble, rule: ProxyRule | undefined): string {
  switch (why.code) {
    case 'no-host':
      return why.byAddress
        ? '요청이 규칙에 있는 호스트가 아니라 주소를 가리킵니다'
        : '이 호스트를 위한 규칙이 없습니다';
    case 'no-path':
      return '이 호스트의 규칙 가운데 이 경로를 위한 것이 없습니다';
    case 'wrong-class':
      return why.className === undefined
        ? `인그레스 ${why.object}가 맞지만 인그레스클래스를 지정하지 않아 어떤 컨트롤러도 맡지 않습니다`
        : `인그레스 ${why.object}가 맞지만 클래스 ${why.className}은(는) 이 컨트롤러의 것이 아닙니다`;
    case 'not-attached':
      return `${why.kind} ${why.object}가 맞지만 이 게이트웨이에 붙지 않았습니다 (${why.reason}: ${why.message})`;
    case 'no-service':
      return `그런 서비스가 없습니다${why.known.length === 0 ? '' : `. 있는 서비스: ${why.known.join(', ')}`}`;
    case 'no-port':
      return `서비스에 그런 포트가 없습니다${why.known.length === 0 ? '' : `. 있는 포트: ${why.known.join(', ')}`}`;
    case 'no-endpoints':
      return why.lack === 'nobody'
        ? `서비스 셀렉터의 레이블 ${why.selector}을(를) 가진 파드가 없습니다`
        : why.lack === 'not-ready'
          ? `서비스 셀렉터의 레이블 ${why.selector}을(를) 가진 파드가 있지만 준비된 것이 없습니다`
          : '서비스에 셀렉터도 엔드포인트도 없습니다';
    case 'not-granted':
      return `서비스가 ${rule?.kind ?? '라우트'}와 다른 네임스페이스에 있는데, 그곳에 이를 허용하는 ReferenceGrant가 없습니다`;
    case 'upstream':
      return `그 파드가 ${why.errno === 'ECONNREFUSED' ? '이 포트의 연결을 거부합니다' : why.errno.startsWith('frame') ? 'HTTP/2로 말하지 않습니다' : `닿지 않습니다 (${why.errno})`}${why.listeners.length === 0 ? '' : `. ${why.listeners.map(({ port, program }) => `${program}이(가) 포트 ${port}에서 듣습니다`).join(', ')}`}`;
    case 'no-secret':
      return `인그레스 ${why.object}가 가리키는 인증서 시크릿 ${why.secret}이(가) 없어 컨트롤러가 자기 인증서를 보여 줍니다`;
  }
}
