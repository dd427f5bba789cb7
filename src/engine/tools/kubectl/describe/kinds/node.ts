import { isMap, listAt, mapAt, textAt, textsAt, type Json } from '../../json/types';
import { isNotFound, StatusError } from '../../errors/errors';
import { formatOf, parseQuantity, quantityText } from '../../quantity/quantity';
import { rfc1123, translateAge } from '../../time/ages';
import { annotations, events, labels, multiline, quantities, taintText } from '../parts';
import type { Describe, DescribeContext } from './context';

const ROLE = 'node-role.kubernetes.io/';

/** describeNode. */
export const describeNode: Describe = async (context) => {
  const { w, object, events: list } = context;
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const status = mapAt(object, 'status');
  w.field('Name', textAt(meta, 'name'));
  const roles = textsAt(meta, 'labels').flatMap(([key, value]) =>
    key.startsWith(ROLE) && key !== ROLE
      ? [key.slice(ROLE.length)]
      : key === 'kubernetes.io/role' && value !== ''
        ? [value]
        : [],
  );
  w.field('Roles', roles.length === 0 ? '<none>' : [...new Set(roles)].sort().join(','));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('CreationTimestamp', rfc1123(textAt(meta, 'creationTimestamp')));
  const key = (taint: Json): string => `${textAt(taint, 'effect')},${textAt(taint, 'key')}`;
  multiline(w, 'Taints', [...listAt(spec, 'taints')].sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(taintText));
  w.field('Unschedulable', spec.unschedulable === true);
  await lease(context);
  const conditions = listAt(status, 'conditions');
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n');
    w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
  }
  for (const one of conditions)
    w.write(
      1,
      `${textAt(one, 'type')} \t${textAt(one, 'status')} \t${rfc1123(textAt(one, 'lastHeartbeatTime') || '0001-01-01T00:00:00Z')} \t${rfc1123(textAt(one, 'lastTransitionTime') || '0001-01-01T00:00:00Z')} \t${textAt(one, 'reason')} \t${textAt(one, 'message')}\n`,
    );
  w.write(0, 'Addresses:\n');
  for (const address of listAt(status, 'addresses')) w.field(textAt(address, 'type'), textAt(address, 'address'), 1);
  quantities(w, 0, 'Capacity', mapAt(status, 'capacity'));
  quantities(w, 0, 'Allocatable', mapAt(status, 'allocatable'));
  w.write(0, 'System Info:\n');
  for (const [title, field] of [
    ['Machine ID', 'machineID'],
    ['System UUID', 'systemUUID'],
    ['Boot ID', 'bootID'],
    ['Kernel Version', 'kernelVersion'],
    ['OS Image', 'osImage'],
    ['Operating System', 'operatingSystem'],
    ['Architecture', 'architecture'],
    ['Container Runtime Version', 'containerRuntimeVersion'],
    ['Kubelet Version', 'kubeletVersion'],
    ['Kube-Proxy Version', 'kubeProxyVersion'],
  ] as const)
    w.field(title, textAt(status, 'nodeInfo', field), 1);
  if (textAt(spec, 'podCIDR') !== '') w.field('PodCIDR', textAt(spec, 'podCIDR'));
  const cidrs = listAt(spec, 'podCIDRs').map((one) => (typeof one === 'string' ? one : ''));
  if (cidrs.length > 0) w.field('PodCIDRs', cidrs.join(','));
  if (textAt(spec, 'providerID') !== '') w.field('ProviderID', textAt(spec, 'providerID'));
  await resources(context);
  events(w, list);
};

async function lease({ k, w, object }: DescribeContext): Promise<void> {
  const name = textAt(object, 'metadata', 'name');
  try {
    const found = await k.client.json('GET', `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`);
    w.write(0, 'Lease:\n');
    const time = (field: string): string => {
      const text = textAt(found, 'spec', field);
      return text === '' ? '<unset>' : rfc1123(text);
    };
    w.field('HolderIdentity', textAt(found, 'spec', 'holderIdentity') || '<unset>', 1);
    w.field('AcquireTime', time('acquireTime'), 1);
    w.field('RenewTime', time('renewTime'), 1);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    w.field('Lease', `Failed to get lease: ${error.message}`);
    void isNotFound;
  }
}

/** A Pod's requests or limits: of all its containers together, or of the largest init container. */
function total(
  pod: Json,
  field: 'requests' | 'limits',
  name: string,
): { readonly value: number; readonly binary: boolean } {
  let binary = false;
  const of = (container: Json): number => {
    const text =
      textAt(container, 'resources', field, name) ||
      (field === 'requests' ? textAt(container, 'resources', 'limits', name) : '');
    if (text !== '' && formatOf(text) === 'BinarySI') binary = true;
    return parseQuantity(text === '' ? '0' : text) ?? 0;
  };
  const sum = listAt(pod, 'spec', 'containers').reduce<number>((all, container) => all + of(container), 0);
  let sidecars = 0;
  let most = 0;
  for (const container of listAt(pod, 'spec', 'initContainers')) {
    const value = of(container);
    if (isMap(container) && container.restartPolicy === 'Always') {
      sidecars += value;
      most = Math.max(most, sidecars);
    } else most = Math.max(most, sidecars + value);
  }
  return { value: Math.max(sum + sidecars, most), binary };
}

async function resources({ k, w, object }: DescribeContext): Promise<void> {
  const name = textAt(object, 'metadata', 'name');
  const list = await k.client.json('GET', '/api/v1/pods', {
    query: { fieldSelector: `spec.nodeName=${name},status.phase!=Failed,status.phase!=Succeeded`, limit: 500 },
  });
  const pods = listAt(list, 'items');
  const allocatable =
    Object.keys(mapAt(object, 'status', 'allocatable')).length > 0
      ? mapAt(object, 'status', 'allocatable')
      : mapAt(object, 'status', 'capacity');
  const whole = (resource: string): number => parseQuantity(textAt(allocatable, resource) || '0') ?? 0;
  const share = (value: number, resource: string): number =>
    whole(resource) === 0 ? 0 : Math.trunc((value / whole(resource)) * 100);
  const cell = (value: number, binary: boolean, resource: string): string =>
    `${quantityText(value, binary ? 'BinarySI' : 'DecimalSI')} (${share(value, resource)}%)`;
  w.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`);
  w.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n');
  w.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n');
  for (const pod of pods) {
    const cells = (['cpu', 'memory'] as const).flatMap((resource) =>
      (['requests', 'limits'] as const).map((field) => {
        const { value, binary } = total(pod, field, resource);
        return cell(value, binary, resource);
      }),
    );
    w.write(
      1,
      `${textAt(pod, 'metadata', 'namespace')}\t${textAt(pod, 'metadata', 'name')}\t\t${cells.join('\t')}\t${translateAge(textAt(pod, 'metadata', 'creationTimestamp'), w.nowMs)}\n`,
    );
  }
  w.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n');
  w.write(1, 'Resource\tRequests\tLimits\n');
  w.write(1, '--------\t--------\t------\n');
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const cells = (['requests', 'limits'] as const).map((field) => {
      const each = pods.map((pod) => total(pod, field, resource));
      return cell(
        each.reduce((sum, { value }) => sum + value, 0),
        each.some(({ binary }) => binary),
        resource,
      );
    });
    w.write(1, `${resource}\t${cells.join('\t')}\n`);
  }
  for (const resource of Object.keys(allocatable)
    .filter((one) => one.startsWith('hugepages-'))
    .sort())
    w.write(1, `${resource}\t0 (0%)\t0 (0%)\n`);
}
