import { KernelError, strerror } from '../../kernel/errno';
import { ownCertificate } from '../x509/own';
import { API_SERVER_FLAGS, CONTROLLER_MANAGER_FLAGS, SCHEDULER_FLAGS } from './control-plane-flags';
import type { DaemonPlace, DaemonProgram, DaemonStart } from './daemon';
import { FORBIDDEN, health, HEALTH, shown } from './health';
import { klog } from './texts';
import { option } from './options';

/**
 * API server, controller manager and scheduler as their node sees them: what they need before they work, and what they say when they lack it
 * (cmd/kube-apiserver/app/server.go, cmd/kube-scheduler/app/server.go, component-base/cli/run.go). What they do with the API is the business of the
 * floor engine/kubernetes.
 */

/** Says why it cannot go on, and ends. */
class Failure extends Error {}
/** It has said why. */
class Fatal extends Error {}

function log(place: DaemonPlace, level: 'I' | 'W' | 'E', at: string, text: string): void {
  place.err(`${klog(place.world, level, 1, at)}${text}\n`);
}

/** Starts a program after its flags were looked at. */
function starting(known: ReadonlySet<string>, start: (place: DaemonPlace) => DaemonStart) {
  return (place: DaemonPlace): DaemonStart | number => {
    for (const word of place.argv.slice(1)) {
      const flag = /^--([^=]+)/.exec(word)?.[1];
      if (flag === undefined || known.has(flag)) continue;
      place.err(`Error: unknown flag: --${flag}\n`);
      return 1;
    }
    try {
      return start(place);
    } catch (error) {
      if (error instanceof Fatal) return 255;
      if (!(error instanceof Failure)) throw error;
      log(place, 'E', 'run.go:72', `"command failed" err=${JSON.stringify(error.message)}`);
      return 1;
    }
  };
}

/** A file that a flag names must be there. */
function needs(place: DaemonPlace, flag: string, words: (path: string) => string): void {
  const path = option(place.argv, flag);
  if (path !== undefined && path !== '' && !place.files.isFile(path)) throw new Failure(words(path));
}

const noFile = (path: string): string => `open ${path}: no such file or directory`;

function listenAt(place: DaemonPlace, port: number, address?: string): number {
  try {
    return place.listen(port, address);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const at = `${address ?? '0.0.0.0'}:${port}`;
    throw new Failure(`failed to create listener: failed to listen on ${at}: listen tcp ${at}: bind: ${strerror(error.errno).toLowerCase()}`); // prettier-ignore
  }
}

function securePort(place: DaemonPlace, otherwise: number): number {
  const word = option(place.argv, 'secure-port') ?? String(otherwise);
  if (!/^\d+$/.test(word))
    throw new Failure(`invalid argument "${word}" for "--secure-port" flag: strconv.ParseInt: parsing "${word}": invalid syntax`); // prettier-ignore
  if (Number(word) > 65_535)
    throw new Failure(`--secure-port ${word} must be between 0 and 65535, inclusive. 0 for turning off secure port`);
  return Number(word);
}

/** Whether somebody on this node listens where etcd should be; one on another host is taken to answer. */
function answersAt({ world, netns }: DaemonPlace, address: string): boolean {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  for (const socket of world.sockets.values()) {
    if (socket.type !== 'tcp' || socket.state !== 'LISTEN' || socket.port !== Number(port)) continue;
    if (socket.netns === netns || !/^(?:127\.|localhost|\[::1\])/.test(host)) return true;
  }
  return false;
}

/** The storage of the API server: without it, it gives up after twenty seconds (pkg/controlplane/instance.go), here at once. */
function findEtcd(place: DaemonPlace): void {
  const servers = (option(place.argv, 'etcd-servers') ?? '').split(',').filter((server) => server !== '');
  if (servers.length === 0) throw new Failure('--etcd-servers must be specified');
  const fatal = (problem: string): never => {
    place.err(`${klog(place.world, 'F', 1, 'instance.go:232')}Error creating leases: error creating storage factory: ${problem}\n`); // prettier-ignore
    throw new Fatal();
  };
  for (const flag of ['etcd-cafile', 'etcd-certfile', 'etcd-keyfile']) {
    const path = option(place.argv, flag);
    if (path !== undefined && !place.files.isFile(path)) fatal(noFile(path));
  }
  const addresses = servers.map((server) => server.replace(/^https?:\/\//, '').replace(/\/$/, ''));
  if (addresses.some((address) => answersAt(place, address))) return;
  const [address = ''] = addresses;
  log(place, 'W', 'logging.go:55', `[core] [Channel #1 SubChannel #3]grpc: addrConn.createTransport failed to connect to {Addr: "${address}", ServerName: "${address}", }. Err: connection error: desc = "transport: Error while dialing: dial tcp ${address}: connect: connection refused"`); // prettier-ignore
  fatal('context deadline exceeded');
}

export const kubeApiserver: DaemonProgram = {
  name: 'kube-apiserver',
  start: starting(API_SERVER_FLAGS, (place) => {
    const port = securePort(place, 6443);
    needs(place, 'tls-cert-file', noFile);
    needs(place, 'tls-private-key-file', noFile);
    log(place, 'I', 'server.go:147', '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""');
    for (const flag of ['client-ca-file', 'requestheader-client-ca-file'])
      needs(place, flag, (path) => `unable to load client CA provider: ${noFile(path)}`);
    needs(place, 'service-account-key-file', noFile);
    needs(place, 'service-account-signing-key-file', (path) => `failed to parse service-account-issuer-key-file: ${noFile(path)}`); // prettier-ignore
    findEtcd(place);
    return { listeners: [listenAt(place, port)] };
  }),
  // The floor above answers requests.
  wake: (world, service, state) => world.clusterBehaviour?.wakeApiServer?.(world, service, state),
  stopStatus: 0,
};

/** A program that reads the kubeconfigs its flags name and serves its own port. */
function serving(name: string, flags: ReadonlySet<string>, port: number): DaemonProgram {
  return {
    name,
    start: starting(flags, (place) => {
      const at = { port: securePort(place, port), address: option(place.argv, 'bind-address') ?? '127.0.0.1' };
      for (const flag of ['authentication-kubeconfig', 'authorization-kubeconfig'])
        needs(place, flag, (path) => `failed to get delegated authentication kubeconfig: failed to get delegated authentication kubeconfig: stat ${path}: no such file or directory`); // prettier-ignore
      needs(place, 'kubeconfig', (path) => `stat ${path}: no such file or directory`);
      for (const flag of ['client-ca-file', 'requestheader-client-ca-file'])
        needs(place, flag, (path) => `unable to load client CA provider: ${noFile(path)}`);
      const listener = listenAt(place, at.port, at.address);
      log(place, 'I', 'serving.go:392', 'Generated self-signed cert in-memory');
      log(place, 'I', 'secure_serving.go:211', `Serving securely on ${at.address === '::' ? '[::]' : at.address}:${at.port}`); // prettier-ignore
      return { listeners: [listener] };
    }),
    talk: (input) => health(input, (path) => (HEALTH.has(path) ? undefined : FORBIDDEN(path))),
    // A certificate that it has made for itself.
    tls: ({ protocols }) => shown(ownCertificate('localhost'), protocols),
    stopStatus: 0,
  };
}

export const kubeControllerManager = serving('kube-controller-manager', CONTROLLER_MANAGER_FLAGS, 10257);
export const kubeScheduler = serving('kube-scheduler', SCHEDULER_FLAGS, 10259);
