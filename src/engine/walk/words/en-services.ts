import type { ServiceCause, ServiceFacts } from '../service';

const WHAT: Readonly<Record<ServiceFacts['what'], string>> = {
  'cluster-ip': 'the cluster IP',
  'external-ip': 'an external IP',
  'load-balancer': 'the load balancer’s address',
  'node-port': 'a NodePort',
};

/** A node's step: whose address it is, what is behind it, and who was chosen. */
export function service(facts: ServiceFacts): string {
  const { address, what, service: name } = facts;
  return `${address} is ${WHAT[what]} of Service ${name}; ${behind(facts)}; ${chosen(facts)}`;
}

/** The same as a sentence about a packet that arrived. */
export function through(facts: ServiceFacts): string {
  const { address, what, service: name } = facts;
  return `${address} is ${WHAT[what]} of Service ${name}: ${behind(facts)}, and ${chosen(facts)}.`;
}

function behind({ slices, ready, lacks }: ServiceFacts): string {
  if (lacks)
    return slices.length === 0 ? 'it has no EndpointSlice' : `EndpointSlice ${slices.join(', ')} has no ready endpoint`;
  return `EndpointSlice ${slices.join(', ')} has ${ready} ready endpoint${ready === 1 ? '' : 's'}`;
}

function chosen({ endpoint, pod, node, byCilium }: ServiceFacts): string {
  if (endpoint === undefined)
    return byCilium ? 'Cilium’s eBPF program has none to choose' : 'no rule of kube-proxy chose one';
  const who = pod === undefined ? '' : ` (Pod ${pod}${node === undefined ? '' : ` on ${node}`})`;
  return `${byCilium ? 'Cilium’s eBPF program' : 'kube-proxy’s rules'} chose ${endpoint}${who}`;
}

export function serviceCause(cause: ServiceCause): string {
  const { facts } = cause;
  const { service: name, address } = facts;
  switch (cause.code) {
    case 'no-endpoints':
      if (cause.local)
        return `Service ${name} has no endpoint on this node and its traffic policy is Local, so kube-proxy’s rule drops what is for ${address}`;
      return `Service ${name} has no endpoints, so kube-proxy’s rule rejects what is for ${address}: ${lack(facts)}`;
    case 'no-service-rules':
      return facts.proxy
        ? `${address} belongs to Service ${name}, but this node has no rule that translates it, so it left like any other address`
        : `${address} belongs to Service ${name}, but no kube-proxy runs on this node and there is no rule that translates it, so it left like any other address`;
    case 'wrong-target-port':
      return `Service ${name} sends ${address} to port ${facts.targetPort} (targetPort), and nobody listens on ${cause.protocol.toUpperCase()} port ${cause.port} of ${facts.pod === undefined ? (facts.endpoint ?? '') : `Pod ${facts.pod}`}${heard(cause)}`;
    case 'virtual-address':
      return `${address} is only an address in the rules of kube-proxy for Service ${name}: they translate its ports, and nobody has the address to answer a ping`;
  }
}

function heard({ listeners }: Extract<ServiceCause, { code: 'wrong-target-port' }>): string {
  const [first] = listeners;
  return first ? `; ${first.program?.name ?? 'a program'} listens on port ${first.port}` : '';
}

function lack({ lacks, slices }: ServiceFacts): string {
  switch (lacks?.why) {
    case 'nobody':
      return `no Pod has the labels ${lacks.selector} of its selector`;
    case 'not-ready':
      return `Pods have the labels ${lacks.selector} of its selector, but none of them is ready${notReady(lacks)}`;
    case 'no-selector':
      return slices.length === 0
        ? 'it has no selector and nobody made an EndpointSlice for it'
        : 'it has no selector and its EndpointSlice has no ready endpoint';
    case undefined:
      return 'kube-proxy has not seen its endpoints yet';
  }
}

function notReady({ crash, waiting, agent, node }: NonNullable<ServiceFacts['lacks']>): string {
  return [
    crash && `the container of Pod ${crash.pod} ends each time with “${crash.line}”`,
    waiting && `Pod ${waiting.pod} does not start (${waiting.reason}): “${waiting.message}”`,
    agent && `the container of Pod ${agent.pod}, of the network of its node, ends each time with “${agent.line}”`,
    node && `node ${node.name} is not ready: “${node.message}”`,
  ]
    .filter((each) => each !== undefined)
    .map((each) => `; ${each}`)
    .join('');
}

export function serviceHint(cause: ServiceCause): string {
  const { facts } = cause;
  const [namespace = '', name = ''] = facts.service.split('/');
  const on = `-n ${namespace}`;
  switch (cause.code) {
    case 'no-endpoints':
      return `Compare kubectl ${on} get endpointslices -l kubernetes.io/service-name=${name} with kubectl ${on} get pods --show-labels.`;
    case 'no-service-rules':
      return 'Look at kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide, and at its logs.';
    case 'wrong-target-port':
      return `Set targetPort of Service ${name} to the port on which the Pod listens.`;
    case 'virtual-address':
      return `Ask one of its ports instead, with curl or nc: kubectl ${on} get service ${name}.`;
  }
}
