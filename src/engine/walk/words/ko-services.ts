import type { ServiceCause, ServiceFacts } from '../service';

const WHAT: Readonly<Record<ServiceFacts['what'], string>> = {
  'cluster-ip': '클러스터 IP',
  'external-ip': '외부 IP',
  'load-balancer': '로드 밸런서 주소',
  'node-port': 'NodePort',
};

/** 노드가 본 것: 누구의 주소인지, 그 뒤에 무엇이 있는지, 누가 골라졌는지. */
export function service(facts: ServiceFacts): string {
  const { address, what, service: name } = facts;
  return `${address}은(는) Service ${name}의 ${WHAT[what]}; ${behind(facts)}; ${chosen(facts)}`;
}

/** 닿은 패킷에 대해 같은 것을 문장으로. */
export function through(facts: ServiceFacts): string {
  const { address, what, service: name } = facts;
  return `${address}은(는) Service ${name}의 ${WHAT[what]}입니다: ${behind(facts)}, ${chosen(facts)}.`;
}

function behind({ slices, ready, lacks }: ServiceFacts): string {
  if (lacks)
    return slices.length === 0 ? 'EndpointSlice 없음' : `EndpointSlice ${slices.join(', ')}에 준비된 엔드포인트 없음`;
  return `EndpointSlice ${slices.join(', ')}에 준비된 엔드포인트 ${ready}개`;
}

function chosen({ endpoint, pod, node, byCilium }: ServiceFacts): string {
  if (endpoint === undefined)
    return byCilium ? 'Cilium의 eBPF 프로그램이 고를 것이 없음' : 'kube-proxy의 규칙이 고른 것 없음';
  const who = pod === undefined ? '' : `(Pod ${pod}${node === undefined ? '' : `, 노드 ${node}`})`;
  return `${byCilium ? 'Cilium의 eBPF 프로그램' : 'kube-proxy의 규칙'}이 ${endpoint}${who}을(를) 고름`;
}

export function serviceCause(cause: ServiceCause): string {
  const { facts } = cause;
  const { service: name, address } = facts;
  switch (cause.code) {
    case 'no-endpoints':
      if (cause.local)
        return `Service ${name}의 엔드포인트가 이 노드에 없고 트래픽 정책이 Local이라서 kube-proxy의 규칙이 ${address}(으)로 가는 것을 버립니다`;
      return `Service ${name}에 엔드포인트가 없어서 kube-proxy의 규칙이 ${address}(으)로 가는 것을 거절합니다: ${lack(facts)}`;
    case 'no-service-rules':
      return facts.proxy
        ? `${address}은(는) Service ${name}의 것이지만 이 노드에 그것을 바꿔 주는 규칙이 없어서 여느 주소처럼 밖으로 나갔습니다`
        : `${address}은(는) Service ${name}의 것이지만 이 노드에 kube-proxy가 돌지 않고 그것을 바꿔 주는 규칙도 없어서 여느 주소처럼 밖으로 나갔습니다`;
    case 'wrong-target-port':
      return `Service ${name}이(가) ${address}을(를) 포트 ${facts.targetPort}(targetPort)로 보내는데 ${facts.pod === undefined ? (facts.endpoint ?? '') : `Pod ${facts.pod}`}의 ${cause.protocol.toUpperCase()} 포트 ${cause.port}에서 듣는 프로그램이 없습니다${heard(cause)}`;
    case 'virtual-address':
      return `${address}은(는) Service ${name}에 대한 kube-proxy의 규칙에만 있는 주소입니다: 규칙은 포트만 바꾸고, ping에 대답할 주소의 주인은 없습니다`;
  }
}

function heard({ listeners }: Extract<ServiceCause, { code: 'wrong-target-port' }>): string {
  const [first] = listeners;
  return first ? `; ${first.program?.name ?? '어떤 프로그램'}은(는) 포트 ${first.port}에서 듣습니다` : '';
}

function lack({ lacks, slices }: ServiceFacts): string {
  switch (lacks?.why) {
    case 'nobody':
      return `셀렉터의 레이블 ${lacks.selector}을(를) 가진 Pod가 없습니다`;
    case 'not-ready':
      return `셀렉터의 레이블 ${lacks.selector}을(를) 가진 Pod는 있지만 준비된(Ready) 것이 없습니다${notReady(lacks)}`;
    case 'no-selector':
      return slices.length === 0
        ? '셀렉터가 없고 EndpointSlice를 만든 이도 없습니다'
        : '셀렉터가 없고 EndpointSlice에 준비된 엔드포인트가 없습니다';
    case undefined:
      return 'kube-proxy가 아직 엔드포인트를 보지 못했습니다';
  }
}

function notReady({ crash, waiting, agent, node }: NonNullable<ServiceFacts['lacks']>): string {
  return [
    crash && `Pod ${crash.pod}의 컨테이너는 매번 “${crash.line}”(으)로 끝납니다`,
    waiting && `Pod ${waiting.pod}은(는) 시작하지 못합니다(${waiting.reason}): “${waiting.message}”`,
    agent && `그 노드의 네트워크를 맡은 Pod ${agent.pod}의 컨테이너는 매번 “${agent.line}”(으)로 끝납니다`,
    node && `노드 ${node.name}이(가) 준비되지 않았습니다: “${node.message}”`,
  ]
    .filter((each) => each !== undefined)
    .map((each) => `. ${each}`)
    .join('');
}

export function serviceHint(cause: ServiceCause): string {
  const { facts } = cause;
  const [namespace = '', name = ''] = facts.service.split('/');
  const on = `-n ${namespace}`;
  switch (cause.code) {
    case 'no-endpoints':
      return `kubectl ${on} get endpointslices -l kubernetes.io/service-name=${name}과 kubectl ${on} get pods --show-labels를 견주어 보세요.`;
    case 'no-service-rules':
      return 'kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide와 그 로그를 보세요.';
    case 'wrong-target-port':
      return `Service ${name}의 targetPort를 Pod가 듣는 포트로 바꾸세요.`;
    case 'virtual-address':
      return `ping 대신 curl이나 nc로 포트에 물어보세요: kubectl ${on} get service ${name}.`;
  }
}
