import type { Call } from './call';

/** What a control plane of this version consists of (cmd/kubeadm/app/images, constants.go of v1.35). */
export function imagesOf(version: string): readonly string[] {
  return [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map(
      (name) => `registry.k8s.io/${name}:${version}`,
    ),
    'registry.k8s.io/coredns/coredns:v1.13.1',
    'registry.k8s.io/pause:3.10.1',
    'registry.k8s.io/etcd:3.6.6-0',
  ];
}

/** Has the container runtime fetch an image, and says nothing. */
export async function pullImage({ process }: Call, image: string): Promise<void> {
  await process.exec(['crictl', 'pull', image], { output: { out: () => undefined, err: () => undefined } });
}
