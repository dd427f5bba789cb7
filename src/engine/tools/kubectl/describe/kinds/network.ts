import { at, isMap, listAt, mapAt, numberAt, textAt, textsAt, type Json } from '../../json/types';
import { StatusError } from '../../errors/errors';
import { annotations, events, labels, selectorText } from '../parts';
import type { Describe, DescribeContext } from './context';

function texts(value: Json, field: string): string {
  return listAt(value, field)
    .map((item) => (typeof item === 'string' ? item : ''))
    .join(',');
}

function pairs(value: Json | undefined): string {
  const list = textsAt(value).map(([key, text]) => `${key}=${text}`);
  return list.length === 0 ? '<none>' : list.join(',');
}

/** describeService. */
export const describeService: Describe = async ({ k, w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Selector', pairs(mapAt(spec, 'selector')));
  w.field('Type', textAt(spec, 'type'));
  if (textAt(spec, 'ipFamilyPolicy') !== '') w.field('IP Family Policy', textAt(spec, 'ipFamilyPolicy'));
  w.field('IP Families', texts(spec, 'ipFamilies') || '<none>');
  w.field('IP', textAt(spec, 'clusterIP'));
  w.field('IPs', texts(spec, 'clusterIPs') || '<none>');
  if (texts(spec, 'externalIPs') !== '') w.field('External IPs', texts(spec, 'externalIPs'));
  if (textAt(spec, 'loadBalancerIP') !== '') w.field('Desired LoadBalancer IP', textAt(spec, 'loadBalancerIP'));
  if (textAt(spec, 'externalName') !== '') w.field('External Name', textAt(spec, 'externalName'));
  const ingress = listAt(object, 'status', 'loadBalancer', 'ingress');
  if (ingress.length > 0)
    w.field(
      'LoadBalancer Ingress',
      ingress
        .map((one) => {
          const mode = textAt(one, 'ipMode');
          return textAt(one, 'ip') === ''
            ? textAt(one, 'hostname')
            : `${textAt(one, 'ip')}${mode === '' ? '' : ` (${mode})`}`;
        })
        .join(', '),
    );
  const slices = await slicesOf({ k, object }, textAt(meta, 'namespace'), textAt(meta, 'name'));
  for (const port of listAt(spec, 'ports')) {
    const name = textAt(port, 'name') || '<unset>';
    const protocol = textAt(port, 'protocol');
    w.write(0, `Port:\t${name}\t${numberAt(port, 'port')}/${protocol}\n`);
    w.field('TargetPort', `${textAt(port, 'targetPort')}/${protocol}`);
    if (numberAt(port, 'nodePort') !== 0) w.write(0, `NodePort:\t${name}\t${numberAt(port, 'nodePort')}/${protocol}\n`);
    w.field('Endpoints', endpointsText(slices, textAt(port, 'name')));
  }
  w.field('Session Affinity', textAt(spec, 'sessionAffinity'));
  for (const [title, field] of [
    ['External Traffic Policy', 'externalTrafficPolicy'],
    ['Internal Traffic Policy', 'internalTrafficPolicy'],
  ] as const)
    if (textAt(spec, field) !== '') w.field(title, textAt(spec, field));
  if (numberAt(spec, 'healthCheckNodePort') !== 0)
    w.field('HealthCheck NodePort', numberAt(spec, 'healthCheckNodePort'));
  if (texts(spec, 'loadBalancerSourceRanges') !== '')
    w.field('LoadBalancer Source Ranges', texts(spec, 'loadBalancerSourceRanges'));
  if (textAt(spec, 'trafficDistribution') !== '') w.field('Traffic Distribution', textAt(spec, 'trafficDistribution'));
  events(w, list);
};

/** The EndpointSlices of a Service; none when the server has none to give. */
async function slicesOf(
  { k }: Pick<DescribeContext, 'k' | 'object'>,
  namespace: string,
  name: string,
): Promise<readonly Json[]> {
  try {
    const list = await k.client.json('GET', `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, {
      query: { labelSelector: `kubernetes.io/service-name=${name}` },
    });
    return listAt(list, 'items');
  } catch (error) {
    if (error instanceof StatusError) return [];
    throw error;
  }
}

/** formatEndpointSlices: three addresses, and how many more. */
function endpointsText(slices: readonly Json[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const all: string[] = [];
  for (const slice of slices) {
    const ready = listAt(slice, 'endpoints').filter((one) => at(one, 'conditions', 'ready') !== false);
    const ports = listAt(slice, 'ports');
    const address = (one: Json): string =>
      textAt(listAt(one, 'addresses')[0] === undefined ? {} : { a: listAt(one, 'addresses')[0] }, 'a');
    if (ports.length === 0) all.push(...ready.map(address));
    for (const port of ports) {
      if (textAt(port, 'name') !== portName) continue;
      all.push(
        ...ready.map(
          (one) => (address(one).includes(':') ? `[${address(one)}]` : address(one)) + `:${numberAt(port, 'port')}`,
        ),
      );
    }
  }
  const shown = all.slice(0, 3).join(',');
  return all.length > 3 ? `${shown} + ${all.length - 3} more...` : shown;
}

/** describeEndpoints. */
export const describeEndpoints: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, 'Subsets:\n');
  for (const subset of listAt(object, 'subsets')) {
    const ips = (field: string): string =>
      listAt(subset, field)
        .map((one) => textAt(one, 'ip'))
        .join(',') || '<none>';
    w.field('Addresses', ips('addresses'), 1);
    w.field('NotReadyAddresses', ips('notReadyAddresses'), 1);
    const ports = listAt(subset, 'ports');
    if (ports.length > 0) {
      w.write(1, 'Ports:\n');
      w.write(2, 'Name\tPort\tProtocol\n');
      w.write(2, '----\t----\t--------\n');
    }
    for (const port of ports)
      w.write(2, `${textAt(port, 'name') || '<unset>'}\t${numberAt(port, 'port')}\t${textAt(port, 'protocol')}\n`);
    w.write(0, '\n');
  }
  events(w, list);
};

/** describeEndpointSliceV1. */
export const describeEndpointSlice: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('AddressType', textAt(object, 'addressType'));
  const ports = listAt(object, 'ports');
  if (ports.length === 0) w.write(0, 'Ports: <unset>\n');
  else {
    w.write(0, 'Ports:\n');
    w.write(1, 'Name\tPort\tProtocol\n');
    w.write(1, '----\t----\t--------\n');
    for (const port of ports)
      w.write(
        1,
        `${textAt(port, 'name') || '<unset>'}\t${textAt(port, 'port') || '<unset>'}\t${textAt(port, 'protocol')}\n`,
      );
  }
  const endpoints = listAt(object, 'endpoints');
  w.write(0, endpoints.length === 0 ? 'Endpoints: <none>\n' : 'Endpoints:\n');
  for (const endpoint of endpoints) {
    const addresses = texts(endpoint, 'addresses').replaceAll(',', ', ');
    w.write(1, `- Addresses:\t${addresses || '<none>'}\n`);
    w.write(2, 'Conditions:\n');
    const ready = at(endpoint, 'conditions', 'ready');
    w.field('Ready', typeof ready === 'boolean' ? ready : '<unset>', 3);
    w.field('Hostname', textAt(endpoint, 'hostname') || '<unset>', 2);
    const target = at(endpoint, 'targetRef');
    if (target !== undefined) w.field('TargetRef', `${textAt(target, 'kind')}/${textAt(target, 'name')}`, 2);
    w.field('NodeName', textAt(endpoint, 'nodeName') || '<unset>', 2);
    w.field('Zone', textAt(endpoint, 'zone') || '<unset>', 2);
  }
  events(w, list);
};

/** describeIngressV1. */
export const describeIngress: Describe = async (context) => {
  const { w, object, events: list } = context;
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  w.field('Namespace', textAt(meta, 'namespace'));
  const addresses = listAt(object, 'status', 'loadBalancer', 'ingress').map(
    (one) => textAt(one, 'ip') || textAt(one, 'hostname'),
  );
  w.field('Address', [...new Set(addresses)].sort().join(','));
  w.field('Ingress Class', textAt(spec, 'ingressClassName') || '<none>');
  const fallback = isMap(spec.defaultBackend) ? await backendText(context, spec.defaultBackend) : '<default>';
  w.field('Default backend', fallback);
  const tls = listAt(spec, 'tls');
  if (tls.length > 0) w.write(0, 'TLS:\n');
  for (const one of tls) {
    const secret = textAt(one, 'secretName');
    w.write(1, secret === '' ? `SNI routes ${texts(one, 'hosts')}\n` : `${secret} terminates ${texts(one, 'hosts')}\n`);
  }
  w.write(0, 'Rules:\n  Host\tPath\tBackends\n');
  w.write(1, '----\t----\t--------\n');
  const rules = listAt(spec, 'rules').filter((rule) => at(rule, 'http') !== undefined);
  for (const rule of rules) {
    w.write(1, `${textAt(rule, 'host') || '*'}\t\n`);
    for (const path of listAt(rule, 'http', 'paths'))
      w.write(2, `\t${textAt(path, 'path')} \t${await backendText(context, mapAt(path, 'backend'))}\n`);
  }
  if (rules.length === 0) w.write(1, `*\t*\t${fallback}\n`);
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  events(w, list);
};

async function backendText({ k, object }: DescribeContext, backend: Json): Promise<string> {
  const service = at(backend, 'service');
  const namespace = textAt(object, 'metadata', 'namespace');
  if (service !== undefined) {
    const name = textAt(service, 'name');
    const number = numberAt(service, 'port', 'number');
    const port = number !== 0 ? String(number) : textAt(service, 'port', 'name');
    const text = `${name}:${port}`;
    const slices = await slicesOf({ k, object }, namespace, name);
    try {
      const found = await k.client.json('GET', `/api/v1/namespaces/${namespace}/services/${name}`);
      const known = listAt(found, 'spec', 'ports').find((one) =>
        number !== 0 ? numberAt(one, 'port') === number : textAt(one, 'name') === port,
      );
      return `${text} (${endpointsText(slices, textAt(known, 'name'))})`;
    } catch (error) {
      if (error instanceof StatusError) return `${text} (<error: ${error.message}>)`;
      throw error;
    }
  }
  const resource = at(backend, 'resource');
  if (resource === undefined) return '';
  return `APIGroup: ${textAt(resource, 'apiGroup') || '<none>'}, Kind: ${textAt(resource, 'kind')}, Name: ${textAt(resource, 'name')}`;
}

/** describeIngressClassV1. */
export const describeIngressClass: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Controller', textAt(object, 'spec', 'controller'));
  const parameters = at(object, 'spec', 'parameters');
  if (parameters !== undefined) {
    w.write(0, 'Parameters:\n');
    if (textAt(parameters, 'apiGroup') !== '') w.field('APIGroup', textAt(parameters, 'apiGroup'), 1);
    w.field('Kind', textAt(parameters, 'kind'), 1);
    w.field('Name', textAt(parameters, 'name'), 1);
  }
  events(w, list);
};

/** describeNetworkPolicy. */
export const describeNetworkPolicy: Describe = ({ w, object }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('Created on', textAt(meta, 'creationTimestamp').replace('T', ' ').replace('Z', ' +0000 UTC'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, 'Spec:\n');
  w.write(1, 'PodSelector: ');
  const selector = mapAt(spec, 'podSelector');
  const empty =
    Object.keys(mapAt(selector, 'matchLabels')).length === 0 && listAt(selector, 'matchExpressions').length === 0;
  w.write(
    2,
    `${empty ? '<none> (Allowing the specific traffic to all pods in this namespace)' : selectorText(selector)}\n`,
  );
  const types = listAt(spec, 'policyTypes').map((type) => (typeof type === 'string' ? type : ''));
  for (const [type, word, field, peers, from, by] of [
    ['Ingress', 'ingress', 'ingress', 'from', 'From', 'source'],
    ['Egress', 'egress', 'egress', 'to', 'To', 'destination'],
  ] as const) {
    if (!types.includes(type)) {
      w.write(1, `Not affecting ${word} traffic\n`);
      continue;
    }
    w.write(1, `Allowing ${word} traffic:\n`);
    const rules = listAt(spec, field);
    if (rules.length === 0) w.write(2, `<none> (Selected pods are isolated for ${word} connectivity)\n`);
    for (const [i, rule] of rules.entries()) {
      const ports = listAt(rule, 'ports');
      if (ports.length === 0) w.write(2, 'To Port: <any> (traffic allowed to all ports)\n');
      for (const port of ports) {
        const protocol = textAt(port, 'protocol') || 'TCP';
        const end = numberAt(port, 'endPort');
        w.write(
          2,
          end === 0
            ? `To Port: ${textAt(port, 'port') || '<nil>'}/${protocol}\n`
            : `To Port Range: ${textAt(port, 'port')}-${end}/${protocol}\n`,
        );
      }
      const list = listAt(rule, peers);
      if (list.length === 0) w.write(2, `${from}: <any> (traffic not restricted by ${by})\n`);
      for (const peer of list) {
        w.write(2, `${from}:\n`);
        if (at(peer, 'namespaceSelector') !== undefined)
          w.write(3, `NamespaceSelector: ${selectorText(at(peer, 'namespaceSelector'))}\n`);
        if (at(peer, 'podSelector') !== undefined)
          w.write(3, `PodSelector: ${selectorText(at(peer, 'podSelector'))}\n`);
        const block = at(peer, 'ipBlock');
        if (block === undefined) continue;
        w.write(3, 'IPBlock:\n');
        w.write(4, `CIDR: ${textAt(block, 'cidr')}\n`);
        w.write(4, `Except: ${texts(block, 'except').replaceAll(',', ', ')}\n`);
      }
      if (i !== rules.length - 1) w.write(2, '----------\n');
    }
  }
  w.write(1, `Policy Types: ${types.join(', ') || '<none>'}\n`);
};
