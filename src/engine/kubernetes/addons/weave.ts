/** Weave Net's manifest (prog/weave-kube/weave-daemonset-k8s-1.11.yaml of weave 2.8.1); `range` as `env.IPALLOC_RANGE` of cloud.weave.works put it in. */
export function weaveManifest(range?: string): string {
  const extra = range === undefined ? '' : `        - { name: IPALLOC_RANGE, value: ${range} }\n`;
  return `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ServiceAccount
  metadata: { name: weave-net, namespace: kube-system, labels: { name: weave-net } }
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata: { name: weave-net, labels: { name: weave-net } }
  rules:
  - { apiGroups: [""], resources: [pods, namespaces, nodes], verbs: [get, list, watch] }
  - { apiGroups: [extensions], resources: [networkpolicies], verbs: [get, list, watch] }
  - { apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list, watch] }
  - { apiGroups: [""], resources: [nodes/status], verbs: [patch, update] }
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRoleBinding
  metadata: { name: weave-net, labels: { name: weave-net } }
  roleRef: { kind: ClusterRole, name: weave-net, apiGroup: rbac.authorization.k8s.io }
  subjects:
  - { kind: ServiceAccount, name: weave-net, namespace: kube-system }
- apiVersion: rbac.authorization.k8s.io/v1
  kind: Role
  metadata: { name: weave-net, namespace: kube-system, labels: { name: weave-net } }
  rules:
  - { apiGroups: [""], resources: [configmaps], resourceNames: [weave-net], verbs: [get, update] }
  - { apiGroups: [""], resources: [configmaps], verbs: [create] }
- apiVersion: rbac.authorization.k8s.io/v1
  kind: RoleBinding
  metadata: { name: weave-net, namespace: kube-system, labels: { name: weave-net } }
  roleRef: { kind: Role, name: weave-net, apiGroup: rbac.authorization.k8s.io }
  subjects:
  - { kind: ServiceAccount, name: weave-net, namespace: kube-system }
- apiVersion: apps/v1
  kind: DaemonSet
  metadata: { name: weave-net, namespace: kube-system, labels: { name: weave-net } }
  spec:
    selector:
      matchLabels: { name: weave-net }
    minReadySeconds: 5
    template:
      metadata:
        labels: { name: weave-net }
      spec:
        initContainers:
        - name: weave-init
          image: weaveworks/weave-kube:2.8.1
          command: [/home/weave/init.sh]
          securityContext: { privileged: true }
          volumeMounts:
          - { name: cni-bin, mountPath: /host/opt }
          - { name: cni-bin2, mountPath: /host/home }
          - { name: cni-conf, mountPath: /host/etc }
          - { name: lib-modules, mountPath: /lib/modules }
          - { name: xtables-lock, mountPath: /run/xtables.lock }
        containers:
        - name: weave
          command: [/home/weave/launch.sh]
          env:
          - { name: INIT_CONTAINER, value: "true" }
          - { name: HOSTNAME, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: spec.nodeName } } }
${extra.replace(/^ {8}/gm, '          ')}          image: weaveworks/weave-kube:2.8.1
          readinessProbe:
            httpGet: { host: 127.0.0.1, path: /status, port: 6784 }
          resources:
            requests: { cpu: 50m, memory: 100Mi }
          securityContext: { privileged: true }
          volumeMounts:
          - { name: weavedb, mountPath: /weavedb }
          - { name: dbus, mountPath: /host/var/lib/dbus }
          - { name: cni-machine-id, mountPath: /host/etc/machine-id, readOnly: true }
          - { name: xtables-lock, mountPath: /run/xtables.lock }
        - name: weave-npc
          env:
          - { name: HOSTNAME, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: spec.nodeName } } }
          image: weaveworks/weave-npc:2.8.1
          resources:
            requests: { cpu: 50m, memory: 100Mi }
          securityContext: { privileged: true }
          volumeMounts:
          - { name: xtables-lock, mountPath: /run/xtables.lock }
        hostNetwork: true
        dnsPolicy: ClusterFirstWithHostNet
        hostPID: false
        restartPolicy: Always
        securityContext: { seLinuxOptions: {} }
        serviceAccountName: weave-net
        tolerations:
        - { effect: NoSchedule, operator: Exists }
        - { effect: NoExecute, operator: Exists }
        volumes:
        - { name: weavedb, hostPath: { path: /var/lib/weave } }
        - { name: cni-bin, hostPath: { path: /opt } }
        - { name: cni-bin2, hostPath: { path: /home } }
        - { name: cni-conf, hostPath: { path: /etc } }
        - { name: cni-machine-id, hostPath: { path: /etc/machine-id } }
        - { name: dbus, hostPath: { path: /var/lib/dbus } }
        - { name: lib-modules, hostPath: { path: /lib/modules } }
        - { name: xtables-lock, hostPath: { path: /run/xtables.lock, type: FileOrCreate } }
        priorityClassName: system-node-critical
    updateStrategy:
      type: RollingUpdate
`;
}
