import * as cluster from './cluster';
import * as controlPlane from './control-plane';
import type { DaemonProgram } from './daemon';
import { greeterServer, grpcbin } from './grpc';
import { kubeProxy } from './kube-proxy';
import * as data from './data';
import { gatewayControlPlane, gatewayDataPlane } from './nginx/gateway';
import { ingressController } from './nginx/ingress-controller';
import { calicoInstall, calicoNode, calicoUpgrade } from './network/calico';
import { ciliumAgent, ciliumEnvoy, ciliumInstallPlugin, ciliumOperator, ciliumPreparation } from './network/cilium';
import { flanneld } from './network/flanneld';
import { kindnetd } from './network/kindnetd';
import { weaveInit, weaveLaunch } from './network/weave';
import { OUTSIDE_WEB, outsideWeb } from './outside-web';
import { metricsServer } from './metrics-server';
import { nginx } from './nginx/nginx';
import * as web from './web';

/** Servers by the file name of their program; the words of a command line decide where one program is several. */
const DAEMONS: ReadonlyMap<string, DaemonProgram> = new Map<string, DaemonProgram>([
  ['nginx', nginx],
  ['httpd', web.httpd],
  ['httpd-foreground', web.httpd],
  ['hello-app', web.helloApp],
  ['http-echo', web.httpEcho],
  ['whoami', web.whoami],
  ['agnhost', web.agnhost],
  ['grpc-server', greeterServer],
  ['grpcbin', grpcbin],
  ['gunicorn', web.pythonApp],
  ['app.py', web.pythonApp],
  ['redis-server', data.redisServer],
  ['mysqld', data.mysqld],
  ['mariadbd', data.mariadbd],
  ['postgres', data.postgres],
  ['mongod', data.mongod],
  ['memcached', data.memcached],
  ['rabbitmq-server', data.rabbitmq],
  ['kube-apiserver', controlPlane.kubeApiserver],
  ['kube-controller-manager', controlPlane.kubeControllerManager],
  ['kube-scheduler', controlPlane.kubeScheduler],
  ['kube-proxy', kubeProxy],
  ['etcd', cluster.etcd],
  ['coredns', cluster.coredns],
  ['flanneld', flanneld],
  ['pause', cluster.pause],
  ['metrics-server', metricsServer],
  // MetalLB's.
  ['controller', cluster.quiet],
  ['speaker', cluster.quiet],
  ['nginx-ingress-controller', ingressController],
  ['kube-webhook-certgen', cluster.once],
  ['gateway', gatewayControlPlane],
  ['nginx-gateway-agent', gatewayDataPlane],
  ['kindnetd', kindnetd],
  ['local-path-provisioner', cluster.quiet],
  ['install', calicoInstall],
  ['calico-ipam', calicoUpgrade],
  ['calico-node', calicoNode],
  ['start_runit', calicoNode],
  ['kube-controllers', cluster.quiet],
  ['cilium-agent', ciliumAgent],
  ['cilium-operator-generic', ciliumOperator],
  ['cilium-envoy-starter', ciliumEnvoy],
  ['install-plugin.sh', ciliumInstallPlugin],
  ['init-container.sh', ciliumPreparation],
  ['cilium-dbg', ciliumPreparation],
  ['cilium-mount', ciliumPreparation],
  ['cilium-sysctlfix', ciliumPreparation],
  ['init.sh', weaveInit],
  ['launch.sh', weaveLaunch],
  ['stress', cluster.quiet],
  ['kubelet', cluster.kubelet],
  ['containerd', cluster.containerd],
  ['sshd', cluster.sshd],
  [OUTSIDE_WEB, outsideWeb],
]);

/** The server of this name, or undefined. */
export function daemonNamed(name: string): DaemonProgram | undefined {
  return DAEMONS.get(name);
}
