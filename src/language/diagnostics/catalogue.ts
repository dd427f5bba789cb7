import type { ProblemSeverity } from './problem';

/** Diagnostics whose facts are a few words that fill a sentence: `{name}` stands for one of them. */
interface Entry {
  readonly severity: ProblemSeverity;
  readonly en: string;
  readonly ko: string;
}

function entries<Code extends string>(table: Readonly<Record<Code, Entry>>): Readonly<Record<Code, Entry>> {
  return table;
}

export const CATALOGUE = entries({
  // --- words
  'missing-double-dash': {
    severity: 'error',
    en: 'kubectl wants `--` between the Pod and the command that runs in it; without it "{text}" is taken for something else ("exec [POD] [COMMAND] is not supported anymore").',
    ko: 'kubectl은 Pod와 그 안에서 실행할 명령 사이에 `--`를 요구합니다. 없으면 "{text}"을(를) 다른 것으로 받아들입니다("exec [POD] [COMMAND] is not supported anymore").',
  },
  'deprecated-tool': {
    severity: 'hint',
    en: '{tool} is of the old net-tools, which minimal images no longer have. Today: {modern}',
    ko: '{tool}은(는) 예전 net-tools의 도구이며 작은 이미지에는 더 이상 없습니다. 지금은 {modern}',
  },
  'service-name-without-svc': {
    severity: 'warning',
    en: 'No Service has the name {text}: in a cluster it is NAME.NAMESPACE.svc.DOMAIN, here {suggestion}.',
    ko: '{text}(이)라는 Service 이름은 없습니다. 클러스터 안에서는 NAME.NAMESPACE.svc.DOMAIN이므로 {suggestion}입니다.',
  },
  'dead-url': {
    severity: 'warning',
    en: '{host} is shut down: Weave Net was archived in 2024 and nobody answers there. Living network add-ons: flannel, Calico, Cilium.',
    ko: '{host}은(는) 문을 닫았습니다. Weave Net은 2024년에 보관 처리되어 이제 응답하는 곳이 없습니다. 지금 쓸 수 있는 네트워크 애드온: flannel, Calico, Cilium.',
  },
  'service-range-default': {
    severity: 'information',
    en: '{text} is the default of the flag --service-cluster-ip-range itself. Clusters made by kubeadm use 10.96.0.0/12; look at /etc/kubernetes/manifests/kube-apiserver.yaml.',
    ko: '{text}은(는) --service-cluster-ip-range 플래그 자체의 기본값입니다. kubeadm으로 만든 클러스터는 10.96.0.0/12를 씁니다. /etc/kubernetes/manifests/kube-apiserver.yaml을 보세요.',
  },
  'network-address-as-host': {
    severity: 'warning',
    en: '{text} is the address of the network itself; no host should have it. The first host is {suggestion}.',
    ko: '{text}은(는) 네트워크 자체의 주소이며 호스트가 쓰지 않습니다. 첫 호스트는 {suggestion}입니다.',
  },
  'broadcast-address-as-host': {
    severity: 'warning',
    en: '{text} is the broadcast address of its network; no host should have it. The last host is {suggestion}.',
    ko: '{text}은(는) 그 네트워크의 브로드캐스트 주소이며 호스트가 쓰지 않습니다. 마지막 호스트는 {suggestion}입니다.',
  },
  'wrong-family': {
    severity: 'error',
    en: '{text} is IPv{found}, but {where} is about IPv{wanted}.',
    ko: '{text}은(는) IPv{found}인데 {where}은(는) IPv{wanted}를 다룹니다.',
  },
  // --- network, by simulating
  'name-too-long': {
    severity: 'error',
    en: '"{text}" has {length} characters; a device name may have 15 at most.',
    ko: '"{text}"은(는) {length}글자입니다. 장치 이름은 15글자까지입니다.',
  },
  'duplicate-address': {
    severity: 'warning',
    en: '{text} is also an address of {owner} on the same link: packets reach one of the two by chance.',
    ko: '{text}은(는) 같은 링크의 {owner}도 가진 주소입니다. 패킷이 둘 중 어디로 갈지 알 수 없습니다.',
  },
  'overlapping-subnets': {
    severity: 'warning',
    en: '{text} overlaps {other} on {device}, another link of {where}: one of the two networks cannot be reached.',
    ko: '{text}은(는) {where}의 다른 링크 {device}에 있는 {other}와 겹칩니다. 둘 중 한 네트워크에는 닿을 수 없습니다.',
  },
  'command-fails': {
    severity: 'warning',
    en: 'This command would fail: {message}',
    ko: '이 명령은 실패합니다: {message}',
  },
  'cut-off': {
    severity: 'information',
    en: 'This cell runs too long to be simulated while you type; what follows it is judged without it.',
    ko: '이 셀은 오래 걸려 입력하는 동안 끝까지 시뮬레이션하지 않습니다. 뒤의 셀은 이 셀 없이 판단합니다.',
  },
  // --- Kubernetes
  'yaml-syntax': { severity: 'error', en: 'Not {format}: {message}', ko: '{format}이(가) 아닙니다: {message}' },
  'removed-api-version': {
    severity: 'error',
    en: '{kind} is no longer served as {text}; Kubernetes 1.35 has it as {suggestion}.',
    ko: '{kind}은(는) 더 이상 {text}(으)로 제공되지 않습니다. Kubernetes 1.35에서는 {suggestion}입니다.',
  },
  'unknown-field': {
    severity: 'error',
    en: '{kind} has no field "{text}" here.',
    ko: '{kind}의 이 자리에는 "{text}"(이)라는 필드가 없습니다.',
  },
  'api-refused': { severity: 'error', en: 'The API server would refuse this: {message}', ko: 'API 서버가 거절합니다: {message}' }, // prettier-ignore
  'service-without-pods': {
    severity: 'warning',
    en: 'No Pod has the labels {labels}: Service {name} will have no endpoints.',
    ko: '라벨 {labels}을(를) 가진 Pod가 없어 Service {name}에는 엔드포인트가 없습니다.',
  },
  'service-wrong-namespace': {
    severity: 'warning',
    en: 'Pods with the labels {labels} are in namespace {namespace}, but Service {name} is in {own}: a Service finds only Pods of its own namespace.',
    ko: '라벨 {labels}을(를) 가진 Pod는 네임스페이스 {namespace}에 있지만 Service {name}은(는) {own}에 있습니다. Service는 자기 네임스페이스의 Pod만 찾습니다.',
  },
  'target-port-unheard': {
    severity: 'warning',
    en: 'targetPort {text}: no container behind Service {name} has this port (they have {ports}).',
    ko: 'targetPort {text}: Service {name} 뒤의 어떤 컨테이너도 이 포트가 없습니다(있는 포트: {ports}).',
  },
  'named-port-missing': {
    severity: 'error',
    en: 'No container behind {name} has a port named "{text}" (they have {ports}).',
    ko: '{name} 뒤의 어떤 컨테이너에도 이름이 "{text}"인 포트가 없습니다(있는 이름: {ports}).',
  },
  'policy-blocks-dns': {
    severity: 'warning',
    en: 'NetworkPolicy {name} limits what its Pods send and lets no DNS through: names can no longer be looked up. Allow port 53 over UDP and TCP.',
    ko: 'NetworkPolicy {name}은(는) Pod가 보내는 것을 제한하면서 DNS를 허용하지 않아 이름을 찾을 수 없게 됩니다. UDP와 TCP의 53번 포트를 허용하세요.',
  },
  'policy-selects-nobody': {
    severity: 'warning',
    en: 'No Pod has the labels {labels}: this part of NetworkPolicy {name} selects nobody.',
    ko: '라벨 {labels}을(를) 가진 Pod가 없어 NetworkPolicy {name}의 이 부분은 아무도 고르지 않습니다.',
  },
  'policy-wrong-port': {
    severity: 'warning',
    en: 'NetworkPolicy {name} allows port {text}, but its Pods listen on {ports}: a policy sees the Pod’s port, not the Service’s.',
    ko: 'NetworkPolicy {name}은(는) 포트 {text}을(를) 허용하지만 그 Pod는 {ports}에서 듣습니다. 정책은 Service가 아니라 Pod의 포트를 봅니다.',
  },
  'ip-block-except': {
    severity: 'error',
    en: '{text} is not inside {cidr}: `except` takes away a part of `cidr`.',
    ko: '{text}은(는) {cidr} 안에 있지 않습니다. `except`는 `cidr`의 일부를 빼는 것입니다.',
  },
  'ip-block-host-bits': {
    severity: 'warning',
    en: '{text} has bits set after its prefix; the network is {suggestion}.',
    ko: '{text}에는 프리픽스 뒤의 비트가 켜져 있습니다. 네트워크는 {suggestion}입니다.',
  },
  'backend-missing': {
    severity: 'warning',
    en: '{kind} {name} sends to Service "{text}", which namespace {namespace} does not have.',
    ko: '{kind} {name}이(가) 보내는 Service "{text}"이(가) 네임스페이스 {namespace}에 없습니다.',
  },
  'backend-port-missing': {
    severity: 'warning',
    en: 'Service {service} has no port {text} (it has {ports}).',
    ko: 'Service {service}에는 포트 {text}이(가) 없습니다(있는 포트: {ports}).',
  },
  'ingress-class-missing': {
    severity: 'warning',
    en: 'There is no {kind} "{text}": no controller will serve this {of}.',
    ko: '{kind} "{text}"이(가) 없어 어떤 컨트롤러도 이 {of}를 처리하지 않습니다.',
  },
  'gateway-missing': {
    severity: 'warning',
    en: 'There is no Gateway "{text}" in namespace {namespace}: this route is attached to nothing.',
    ko: '네임스페이스 {namespace}에 Gateway "{text}"이(가) 없어 이 경로는 어디에도 붙지 않습니다.',
  },
  'ranges-overlap': {
    severity: 'error',
    en: '{text} ({role}) overlaps {other} ({otherRole}): addresses would mean two things. A free range: {suggestion}.',
    ko: '{text}({role})이(가) {other}({otherRole})와 겹쳐 같은 주소가 두 가지를 뜻하게 됩니다. 비어 있는 범위: {suggestion}.',
  },
  'corefile-error': { severity: 'error', en: 'Corefile: {message}', ko: 'Corefile이 잘못되었습니다: {message}' },
});

export type CatalogueCode = keyof typeof CATALOGUE;

/** A catalogue's sentence with its places filled. */
export function catalogueMessage(
  code: CatalogueCode,
  values: Readonly<Record<string, string>>,
  language: 'en' | 'ko',
): string {
  return filled(CATALOGUE[code][language], values);
}

/** A sentence with its places filled. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
