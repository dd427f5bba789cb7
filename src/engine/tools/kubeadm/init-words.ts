/** Words that `kubeadm init` and its single phases share. */

export function marking(node: string): string {
  return `[mark-control-plane] Marking the node ${node} as control-plane by adding the labels: [node-role.kubernetes.io/control-plane node.kubernetes.io/exclude-from-external-load-balancers]
[mark-control-plane] Marking the node ${node} as control-plane by adding the taints [node-role.kubernetes.io/control-plane:NoSchedule]
`;
}

/** How other nodes join. */
export function joinWords(command: string): string {
  const [head = '', hash = ''] = command.split(' --discovery-token-ca-cert-hash ');
  return `Then you can join any number of worker nodes by running the following on each as root:\n\n${head} \\\n\t--discovery-token-ca-cert-hash ${hash} \n`;
}
