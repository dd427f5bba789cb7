import type { World } from '../../kernel/world';
import { newUid } from '../api/identity';
import { nowMs, nowText } from '../api/store';
import { CONTROLLER_ACCOUNTS } from '../bootstrap/controller-roles';
import type { NewObject } from '../controllers/client';
import { nodeFile } from '../node/node-files';
import type { Resource } from '../objects/kinds';

/** What a new cluster holds besides its Pods: what kubeadm wrote, and what the control plane keeps for itself in kube-system. */
export function kubeadmObjects(world: World, controlPlane: string): readonly (readonly [Resource, NewObject])[] {
  return [
    ...CONTROLLER_ACCOUNTS.map((name) => ['serviceaccounts', { metadata: inSystem(name) }] as const),
    ['configmaps', extensionAuthentication(world, controlPlane)],
    ['configmaps', tokenTracking(world)],
    ['secrets', bootstrapToken(world)],
    ...['kube-controller-manager', 'kube-scheduler'].map(
      (name) => ['leases.coordination.k8s.io', leaderLease(world, name, controlPlane)] as const,
    ),
    ['leases.coordination.k8s.io', identityLease(world, controlPlane)],
  ];
}

function inSystem(name: string): { readonly name: string; readonly namespace: string } {
  return { name, namespace: 'kube-system' };
}

/** What extension API servers need to know of their clients (pkg/controlplane/controller/clusterauthenticationtrust). */
function extensionAuthentication(world: World, controlPlane: string): NewObject {
  const certificate = (name: string): string => nodeFile(world, controlPlane, `/etc/kubernetes/pki/${name}.crt`) ?? '';
  return {
    metadata: inSystem('extension-apiserver-authentication'),
    data: {
      'client-ca-file': certificate('ca'),
      'requestheader-allowed-names': '["front-proxy-client"]',
      'requestheader-client-ca-file': certificate('front-proxy-ca'),
      'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
      'requestheader-group-headers': '["X-Remote-Group"]',
      'requestheader-uid-headers': '[]',
      'requestheader-username-headers': '["X-Remote-User"]',
    },
  };
}

/** pkg/controlplane/controller/legacytokentracking: since when unused tokens are noticed. */
function tokenTracking(world: World): NewObject {
  const since = new Date(nowMs(world)).toISOString().slice(0, 10);
  return { metadata: inSystem('kube-apiserver-legacy-service-account-token-tracking'), data: { since } };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_HOURS = 24;

/** The token that `kubeadm init` prints in its join command; it holds for a day. */
function bootstrapToken(world: World): NewObject {
  const random = (length: number): string =>
    Array.from({ length }, () => LETTERS.charAt(world.random() % LETTERS.length)).join('');
  const id = random(6);
  const expires = new Date(nowMs(world) + TOKEN_HOURS * 3_600_000).toISOString();
  const data = {
    'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
    expiration: `${expires.slice(0, 19)}Z`,
    'token-id': id,
    'token-secret': random(16),
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
  };
  return {
    metadata: inSystem(`bootstrap-token-${id}`),
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, btoa(text)])),
  };
}

/** Who leads: of one control plane always the same (client-go's leaderelection). */
function leaderLease(world: World, name: string, node: string): NewObject {
  const now = microTime(world);
  return {
    metadata: inSystem(name),
    spec: {
      acquireTime: now,
      holderIdentity: `${node}_${newUid(world)}`,
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
      renewTime: now,
    },
  };
}

/** The API server's own sign of life (apiserver's pkg/reconcilers identity leases). */
function identityLease(world: World, node: string): NewObject {
  const hash = Array.from({ length: 26 }, () => LETTERS.charAt(world.random() % LETTERS.length)).join('');
  return {
    metadata: {
      ...inSystem(`apiserver-${hash}`),
      labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver', 'kubernetes.io/hostname': node },
    },
    spec: {
      holderIdentity: `apiserver-${hash}_${newUid(world)}`,
      leaseDurationSeconds: 3600,
      renewTime: microTime(world),
    },
  };
}

/** meta/v1 MicroTime of the virtual clock. */
function microTime(world: World): string {
  const micro = Math.floor(world.nowUs) % 1_000_000;
  return `${nowText(world).slice(0, 19)}.${String(micro).padStart(6, '0')}Z`;
}
