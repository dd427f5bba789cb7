import type { Invocation } from '../invocation';
import { CommandError, throwAll } from '../errors/errors';
import { marshal } from '../json/go-json';
import { at, isMap, listAt, mapAt, textAt, textsAt, type ApiObject, type Json, type JsonMap } from '../json/types';
import { goPlain } from '../printers/jsonpath/run';
import { dryRunWords, printerFor } from '../printers/print-flags';
import { checkFileFlags, fileFlags, select } from '../resources/select';
import { atoi, intOrString } from '../generators/ports';
import { withOverrides } from './overrides';
import { dryRun, withLastApplied } from './publish';
import { parseLabels } from './run';

const EXPOSABLE = new Set(['ReplicationController', 'Service', 'Pod', 'Deployment', 'ReplicaSet']);

/** `kubectl expose` (pkg/cmd/expose/expose.go). */
export async function runExpose(k: Invocation): Promise<void> {
  checkFileFlags(k, false);
  const strategy = dryRun(k);
  const printer = printerFor(k, dryRunWords('exposed', strategy));
  const { infos, errors } = await select(k, { ...fileFlags(k), args: k.args, flatten: true, continueOnError: true });
  const failures: Error[] = [...errors];
  for (const info of infos) {
    const { object, mapping } = info;
    if (!EXPOSABLE.has(mapping.kind)) {
      const group = mapping.group === '' ? '' : `.${mapping.group}`;
      failures.push(new CommandError(`cannot expose a ${mapping.kind}${group}`));
      continue;
    }
    const service = withOverrides(k, serviceFor(k, object, info.name));
    const { name: namespace, explicit } = k.config.namespace();
    if (strategy === 'client') {
      printer.print(explicit ? inNamespace(service, namespace) : service, true);
      continue;
    }
    const saved = k.bool('save-config') ? withLastApplied(service) : service;
    const made = await k.client.json('POST', `/api/v1/namespaces/${namespace}/services`, {
      body: marshal(saved, false),
      query: { fieldManager: k.text('field-manager'), dryRun: strategy === 'server' ? 'All' : undefined },
    });
    printer.print(made);
  }
  throwAll(failures);
}

function inNamespace(service: ApiObject, namespace: string): ApiObject {
  const { name, ...rest } = mapAt(service, 'metadata');
  return { ...service, metadata: { name, namespace, ...rest } } as ApiObject;
}

function serviceFor(k: Invocation, object: ApiObject, ownName: string): ApiObject {
  const selector = k.text('selector') === '' ? selectorOf(object) : parseLabels(k.text('selector'));
  const headless = k.text('cluster-ip') === 'None';
  let ports: readonly string[] = k.text('port') === '' ? portsOf(object) : [k.text('port')];
  if (ports.length === 0 && !headless) throw new CommandError("couldn't find port via --port flag or introspection");
  if (k.text('port') !== '') ports = k.text('port').split(',');
  const labels = k.text('labels') === '' ? mapAt(object, 'metadata', 'labels') : parseLabels(k.text('labels'));
  const affinity = k.text('session-affinity');
  if (!['', 'None', 'ClientIP'].includes(affinity)) throw new CommandError(`unknown session affinity: ${affinity}`);
  const type = k.text('type');
  const list = servicePorts(k, ports, protocolsOf(object));
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: k.text('name') || ownName.slice(0, 63),
      ...(Object.keys(labels).length > 0 && { labels: Object.fromEntries(textsAt(labels)) }),
    },
    spec: {
      ...(list.length > 0 && { ports: list }),
      selector: Object.fromEntries(textsAt(selector)),
      ...(k.text('cluster-ip') !== '' && { clusterIP: k.text('cluster-ip') }),
      ...(type !== '' && { type }),
      ...(k.text('external-ip') !== '' && { externalIPs: [k.text('external-ip')] }),
      ...(affinity !== '' && { sessionAffinity: affinity }),
      ...(type === 'LoadBalancer' &&
        k.text('load-balancer-ip') !== '' && { loadBalancerIP: k.text('load-balancer-ip') }),
    },
    status: { loadBalancer: {} },
  };
}

function servicePorts(
  k: Invocation,
  ports: readonly string[],
  protocols: ReadonlyMap<string, readonly string[]>,
): readonly JsonMap[] {
  const target = k.text('target-port');
  const flag = k.text('protocol');
  return ports.flatMap((text, i) => {
    const port = atoi(text);
    const targetPort = target === '' ? port : intOrString(target);
    const known = flag === '' ? (protocols.get(text) ?? []) : [];
    const name = ports.length > 1 ? `port-${i + 1}` : '';
    if (known.length > 1)
      return known.map((protocol) => ({ name: `port-${i + 1}-${protocol.toLowerCase()}`, protocol, port, targetPort }));
    return [{ ...(name !== '' && { name }), protocol: flag || known[0] || 'TCP', port, targetPort }];
  });
}

/** polymorphichelpers.MapBasedSelectorForObject. Throws CommandError. */
function selectorOf(object: ApiObject): JsonMap {
  const fail = (why: string): CommandError =>
    new CommandError(`couldn't retrieve selectors via --selector flag or introspection: ${why}`);
  if (object.kind === 'Pod') {
    const labels = mapAt(object, 'metadata', 'labels');
    if (Object.keys(labels).length === 0) throw fail('the pod has no labels and cannot be exposed');
    return labels;
  }
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    const selector = at(object, 'spec', 'selector');
    if (!isMap(selector)) throw fail('the service has no pod selector set');
    return selector;
  }
  if (listAt(object, 'spec', 'selector', 'matchExpressions').length > 0)
    throw fail(
      `couldn't convert expressions - "[${listAt(object, 'spec', 'selector', 'matchExpressions')
        .map(
          (expression) =>
            `{${textAt(expression, 'key')} ${textAt(expression, 'operator')} ${goPlain(listAt(expression, 'values'))}}`,
        )
        .join(' ')}]" to map-based selector format`,
    );
  return mapAt(object, 'spec', 'selector', 'matchLabels');
}

function portEntries(object: ApiObject): readonly Json[] {
  if (object.kind === 'Service') return listAt(object, 'spec', 'ports');
  const spec = object.kind === 'Pod' ? mapAt(object, 'spec') : mapAt(object, 'spec', 'template', 'spec');
  return listAt(spec, 'containers').flatMap((container) => listAt(container, 'ports'));
}

function portsOf(object: ApiObject): readonly string[] {
  return [...new Set(portEntries(object).map(portText))];
}

function portText(port: Json): string {
  return textAt(port, 'containerPort') || textAt(port, 'port');
}

function protocolsOf(object: ApiObject): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const port of portEntries(object)) {
    const protocol = textAt(port, 'protocol') || 'TCP';
    const list = found.get(portText(port)) ?? [];
    if (!list.includes(protocol)) list.push(protocol);
    found.set(portText(port), list);
  }
  return found;
}
