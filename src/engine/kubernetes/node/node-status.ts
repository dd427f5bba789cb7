import type { World } from '../../kernel/world';
import { KERNEL_RELEASE } from '../../kernel/release';
import { jsonEqual } from '../api/json-equal';
import { hostIp, hostIps6 } from './host-ip';
import { KUBERNETES_VERSION } from '../addons/versions';
import { kubeletSettings } from './kubelet-process';
import { imagesOn } from '../../tools/containers/images';
import { ControllerClient } from '../controllers/client';
import type { Node } from '../objects/kinds';
import { networkReady } from './cni/network';

/** What a kubelet tells of its node (pkg/kubelet/nodestatus/setters.go). */

const CAPACITY = {
  cpu: '2',
  'ephemeral-storage': '40581564Ki',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: '4022760Ki',
  pods: '110',
};
const ALLOCATABLE = { ...CAPACITY, 'ephemeral-storage': '37399969321', memory: '3920360Ki' };

type Conditions = NonNullable<NonNullable<Node['status']>['conditions']>;

function conditions(api: ControllerClient, old: Conditions, ready: boolean): Conditions {
  const make = (type: string, status: string, reason: string, message: string): Conditions[number] => {
    const before = old.find((condition) => condition.type === type);
    return {
      type,
      status,
      lastHeartbeatTime: api.now,
      lastTransitionTime: before?.status === status ? (before.lastTransitionTime ?? api.now) : api.now,
      reason,
      message,
    };
  };
  const others = old.filter(({ type }) => !['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].includes(type));
  return [
    ...others,
    make('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    make('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    make('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    ready
      ? make('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
      : make(
          'Ready',
          'False',
          'KubeletNotReady',
          'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
        ),
  ];
}

/** Whether the node lifecycle controller has given the node up since it last told of itself. */
export function isGivenUp(api: ControllerClient, name: string): boolean {
  const node = api.get('nodes', '', name);
  return node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'Unknown') === true;
}

/** Brings the node's object up to date; registers it when there is none. */
export function reportNode(api: ControllerClient, name: string): void {
  const { world } = api;
  const node = api.get('nodes', '', name) ?? register(api, name);
  const ready = networkReady(world, name);
  const ip = hostIp(world, name);
  const images = imagesOn(world, name)
    .map(({ tags, digests, size }) => ({ names: [...digests, ...tags], sizeBytes: size }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, 50);
  const old = node.status ?? {};
  const next: Node['status'] = {
    ...old,
    addresses: [
      { type: 'InternalIP', address: ip },
      ...hostIps6(world, name).map((address) => ({ type: 'InternalIP', address })),
      { type: 'Hostname', address: name },
    ],
    allocatable: ALLOCATABLE,
    capacity: CAPACITY,
    conditions: conditions(api, old.conditions ?? [], ready),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    images,
    nodeInfo: nodeInfo(world, name),
  };
  if (jsonEqual(next, old)) return;
  const wasReady = old.conditions?.find(({ type }) => type === 'Ready')?.status;
  api.updateStatus('nodes', node, (current) => ({ ...current, status: next }));
  if (ready && wasReady !== 'True') tell(api, node, 'NodeReady', `Node ${name} status is now: NodeReady`);
}

function tell(api: ControllerClient, node: Node, reason: string, message: string): void {
  const { name = '' } = node.metadata;
  // The kubelet knows its node by name only, and uses that as uid.
  const about = { ...node, metadata: { name, uid: name } };
  api.event(about, { type: 'Normal', reason, message, from: 'kubelet', host: name });
}

/** What kubeadm told the kubelet to register its node with. */
export const NODE_REGISTRATION = '/var/lib/kubelet/cka-net-registration.json';

interface Registration {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly effect: string }[];
}

function registration(world: World, name: string): Registration {
  const file = world.host(name).files.get(NODE_REGISTRATION);
  if (file?.type !== 'file' || typeof file.content !== 'string') return { labels: {}, taints: [] };
  return JSON.parse(file.content) as Registration;
}

function register(api: ControllerClient, name: string): Node {
  const { world } = api;
  const { labels: extra, taints } = registration(world, name);
  const registered = api.create('nodes', '', {
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: taints.length > 0 ? { taints } : {},
  });
  const node = Object.keys(extra).length > 0 ? labelled(world, registered, extra) : registered;
  tell(api, node, 'Starting', 'Starting kubelet.');
  tell(api, node, 'NodeHasSufficientMemory', `Node ${name} status is now: NodeHasSufficientMemory`);
  tell(api, node, 'NodeHasNoDiskPressure', `Node ${name} status is now: NodeHasNoDiskPressure`);
  tell(api, node, 'NodeHasSufficientPID', `Node ${name} status is now: NodeHasSufficientPID`);
  tell(api, node, 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
  return node;
}

/** A kubelet may not give its node every label: kubeadm marks the control plane itself (phases/markcontrolplane). */
function labelled(world: World, node: Node, labels: Readonly<Record<string, string>>): Node {
  const api = new ControllerClient(world, 'kubeadm', KUBEADM, 'kubeadm');
  return api.update('nodes', node, ({ metadata, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
  }));
}

const KUBEADM = { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] };

function nodeInfo(world: World, name: string): NonNullable<NonNullable<Node['status']>['nodeInfo']> {
  const system = world.systems.get(name);
  const uuid = system?.machineId ?? '0'.repeat(32);
  return {
    architecture: 'amd64',
    bootID: system?.bootId ?? '',
    containerRuntimeVersion: 'containerd://2.2.1',
    kernelVersion: KERNEL_RELEASE,
    kubeProxyVersion: '',
    kubeletVersion: kubeletSettings(world, name)['version'] ?? KUBERNETES_VERSION,
    machineID: uuid,
    operatingSystem: 'linux',
    osImage: 'Debian GNU/Linux 12 (bookworm)',
    systemUUID: `${uuid.slice(0, 8)}-${uuid.slice(8, 12)}-${uuid.slice(12, 16)}-${uuid.slice(16, 20)}-${uuid.slice(20)}`,
  };
}
