import type { ContainerMemory, PodMemory } from '../../kernel/kubelet-records';
import { setSandboxIps } from '../../kernel/containers/sandbox';
import type { World } from '../../kernel/world';
import {
  createContainer,
  removePodSandbox,
  runPodSandbox,
  startContainer,
  stopContainer,
} from '../../tools/containers/runtime';
import type { ControllerClient } from '../controllers/client';
import { goDuration } from '../objects/go-duration';
import type { Pod } from '../objects/kinds';
import { addPodNetwork, deletePodNetwork, networkReady } from './cni/network';
import { portMappings } from './port-mappings';
import { ended, recordOf } from './container-state';
import { ConfigError, environment, expand, type PodPlace } from './environment';
import { execInContainer } from './exec-probe';
import { ensureImage } from './images';
import { containerMemory, withContainer } from './memory';
import { podDns } from './dns-config';
import { hostnameOf, writeHostsFile } from './network-files';
import { fieldPath, isSidecar, podText, type AnyContainer } from './pod-names';
import { hasStarted } from './probe-results';
import { probe } from './probes';
import { MountError, mountsOf, mountVolumes } from './volumes';

const CRASH_US = 10_000_000;
const MAX_CRASH_US = 300_000_000;
/** A sandbox and its network are made in about this time. */
const SANDBOX_US = 600_000;

/** When a Pod wants to be looked at again. */
interface Alarm {
  readonly afterUs: number;
  readonly background: boolean;
}

/** One look at a Pod by its kubelet (pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod): starts what can be started. */
export class PodWorker {
  private readonly alarms: Alarm[] = [];

  constructor(
    private readonly api: ControllerClient,
    private readonly pod: Pod,
    readonly facts: { readonly node: string; readonly hostIp: string },
    public memory: PodMemory,
  ) {}

  private get world(): World {
    return this.api.world;
  }

  /** Soonest moments at which something is due, one in the foreground and one in the background. */
  get nextLooks(): readonly Alarm[] {
    const soonest = (background: boolean): Alarm | undefined =>
      this.alarms.filter((alarm) => alarm.background === background).sort((a, b) => a.afterUs - b.afterUs)[0];
    return [soonest(false), soonest(true)].filter((alarm) => alarm !== undefined);
  }

  sync(): void {
    const { pod } = this;
    this.memory = { ...this.memory, startedUs: this.memory.startedUs ?? this.world.nowUs };
    if (this.deadlineExceeded()) return;
    if (!this.networked()) return;
    const inits = pod.spec?.initContainers ?? [];
    for (const container of inits) {
      if (isSidecar(container)) {
        const running = this.advance(container, true);
        if (!running || !hasStarted(container, this.of(container))) return;
        continue;
      }
      const record = recordOf(this.world, this.of(container));
      if (record?.state === 'exited' && record.exitCode === 0) continue;
      this.advance(container, false);
      const now = recordOf(this.world, this.of(container));
      if (!(now?.state === 'exited' && now.exitCode === 0)) return;
    }
    for (const container of pod.spec?.containers ?? []) this.advance(container, false);
    for (const container of pod.spec?.ephemeralContainers ?? []) this.advance(container, false);
  }

  private of(container: AnyContainer): ContainerMemory {
    return containerMemory(this.memory, container.name);
  }

  private keep(container: AnyContainer, memory: ContainerMemory): void {
    this.memory = withContainer(this.memory, container.name, memory);
  }

  private again(afterUs: number, background = false): void {
    this.alarms.push({ afterUs, background });
  }

  private tell(type: 'Normal' | 'Warning', reason: string, message: string, container?: AnyContainer): void {
    this.api.event(this.pod, {
      type,
      reason,
      message,
      ...(container && { fieldPath: fieldPath(this.pod, container.name) }),
      from: 'kubelet',
      host: this.facts.node,
    });
  }

  private get place(): PodPlace {
    const { node, hostIp } = this.facts;
    return { pod: this.pod, node, hostIp, podIp: this.memory.ip ?? '' };
  }

  /** activeDeadlineSeconds. */
  private deadlineExceeded(): boolean {
    const seconds = this.pod.spec?.activeDeadlineSeconds;
    if (seconds === undefined) return false;
    const leftUs = (this.memory.startedUs ?? 0) + seconds * 1_000_000 - this.world.nowUs;
    if (leftUs > 0) {
      this.again(leftUs, true);
      return false;
    }
    const message = 'Pod was active on the node longer than the specified deadline';
    if (!this.memory.failed) this.tell('Normal', 'DeadlineExceeded', message);
    this.memory = { ...this.memory, failed: { reason: 'DeadlineExceeded', message } };
    for (const { id } of Object.values(this.memory.containers)) if (id !== undefined) stopContainer(this.world, id, 0);
    return true;
  }

  /** Volumes and sandbox; true when containers can start. */
  private networked(): boolean {
    const { world, pod, memory, facts } = this;
    // Somebody has taken the sandbox away behind the kubelet's back (`crictl rmp -f`, `kubeadm reset`).
    const gone = memory.sandbox !== undefined && !world.sandboxes.has(memory.sandbox);
    if (gone) this.tell('Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    else if (memory.networkReadyUs !== undefined) {
      if (memory.networkReadyUs <= world.nowUs) return true;
      this.again(memory.networkReadyUs - world.nowUs);
      return false;
    }
    const hostNetwork = pod.spec?.hostNetwork === true;
    if (!hostNetwork && !networkReady(world, facts.node)) {
      this.tell('Warning', 'NetworkNotReady', NETWORK_NOT_READY);
      this.again(5_000_000, true);
      return false;
    }
    if (!this.mounted()) return false;
    const { resolvConf: resolver, warnings } = podDns(world, facts.node, pod);
    for (const { reason, message } of warnings) this.tell('Warning', reason, message);
    const sandbox = runPodSandbox(world, facts.node, {
      name: memory.name,
      namespace: memory.namespace,
      uid: memory.uid,
      attempt: memory.sandboxes,
      hostname: hostnameOf(pod),
      hostNetwork,
      labels: pod.metadata.labels ?? {},
      annotations: pod.metadata.annotations ?? {},
      ...(resolver !== undefined && { resolvConf: resolver }),
    });
    let ips: readonly [string, ...string[]] = [facts.hostIp];
    if (!hostNetwork) {
      const request = { node: facts.node, container: sandbox, portMappings: portMappings(pod) };
      const added = addPodNetwork(world, request);
      if ('error' in added) {
        // containerd takes away what has been made, and the kubelet begins again with another sandbox.
        deletePodNetwork(world, request);
        removePodSandbox(world, sandbox);
        this.tell(
          'Warning',
          'FailedCreatePodSandBox',
          `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${sandbox}": ${added.error}`,
        );
        this.again(10_000_000, true);
        return false;
      }
      ips = added.ips;
    }
    const [ip, ip6] = ips;
    setSandboxIps(world, sandbox, ips);
    writeHostsFile(world, facts.node, pod, ips);
    this.memory = {
      ...this.memory,
      sandbox,
      ip,
      ...(ip6 !== undefined && { ip6 }),
      sandboxes: memory.sandboxes + 1,
      networkReadyUs: world.nowUs + SANDBOX_US,
    };
    this.again(SANDBOX_US);
    return false;
  }

  private mounted(): boolean {
    try {
      mountVolumes(this.api, this.place);
      if (this.memory.mountFailures > 0) this.memory = { ...this.memory, mountFailures: 0 };
      return true;
    } catch (error) {
      if (!(error instanceof MountError)) throw error;
      this.tell('Warning', 'FailedMount', error.message);
      const failures = this.memory.mountFailures;
      this.memory = { ...this.memory, mountFailures: failures + 1 };
      // nestedpendingoperations: half a second, doubled each time, at most two minutes and two seconds.
      this.again(Math.min(122_000_000, 500_000 * 2 ** Math.min(failures, 12)), failures > 1);
      return false;
    }
  }

  /** Brings one container as far as it can come now; true when it runs. */
  private advance(container: AnyContainer, sidecar: boolean): boolean {
    const record = recordOf(this.world, this.of(container));
    if (record?.state === 'running') {
      this.probeRunning(container);
      return recordOf(this.world, this.of(container))?.state === 'running';
    }
    if (record?.state === 'exited') {
      if (!this.shouldRestart(container, record.exitCode ?? 0, sidecar)) {
        const { waiting: _, ...rest } = this.of(container);
        this.keep(container, rest);
        return false;
      }
      if (this.backsOff(container, record.finishedUs ?? 0)) return false;
    }
    const step = ensureImage(this.api, this.facts.node, this.pod, container, this.of(container));
    this.keep(container, step.memory);
    if (!step.present) {
      if (step.againUs !== undefined) this.again(step.againUs, step.background === true);
      return false;
    }
    return this.start(container);
  }

  private shouldRestart(container: AnyContainer, exitCode: number, sidecar: boolean): boolean {
    if (sidecar) return true;
    const ephemeral = this.pod.spec?.ephemeralContainers?.some(({ name }) => name === container.name) ?? false;
    if (ephemeral) return false;
    const policy = this.pod.spec?.restartPolicy ?? 'Always';
    const init = this.pod.spec?.initContainers?.some(({ name }) => name === container.name) ?? false;
    if (policy === 'Never') return this.of(container).restarting === true;
    return policy === 'OnFailure' || init ? exitCode !== 0 || this.of(container).restarting === true : true;
  }

  /** doBackOff: true while a container that keeps ending must wait. */
  private backsOff(container: AnyContainer, finishedUs: number): boolean {
    const { world } = this;
    const memory = this.of(container);
    const { crash } = memory;
    const forgotten = crash && finishedUs - crash.atUs > 2 * MAX_CRASH_US;
    const untilUs = crash && !forgotten ? finishedUs + crash.delayUs : 0;
    if (crash && untilUs > world.nowUs) {
      const pod = podText(this.pod);
      const message = `back-off ${goDuration(crash.delayUs)} restarting failed container=${container.name} pod=${pod}`;
      if (memory.waiting?.reason !== 'CrashLoopBackOff') {
        this.tell(
          'Warning',
          'BackOff',
          `Back-off restarting failed container ${container.name} in pod ${pod}`,
          container,
        );
      }
      this.keep(container, { ...memory, waiting: { reason: 'CrashLoopBackOff', message } });
      this.again(untilUs - world.nowUs, true);
      return true;
    }
    const delayUs = crash && !forgotten ? Math.min(MAX_CRASH_US, crash.delayUs * 2) : CRASH_US;
    this.keep(container, { ...memory, crash: { delayUs, atUs: world.nowUs } });
    return false;
  }

  private start(container: AnyContainer): boolean {
    const { world, memory } = this;
    const own = this.of(container);
    const old = recordOf(world, own);
    let made;
    try {
      made = createContainer(
        world,
        memory.sandbox ?? '',
        this.configOf(container, old ? own.restarts + 1 : own.restarts),
      );
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      if (own.waiting?.message !== error.message) this.tell('Warning', 'Failed', `Error: ${error.message}`, container);
      this.keep(container, { ...own, waiting: { reason: 'CreateContainerConfigError', message: error.message } });
      this.again(10_000_000, true);
      return false;
    }
    if (made.type === 'error') {
      const message = made.error.message;
      this.tell('Warning', 'Failed', `Error: ${message}`, container);
      this.keep(container, { ...own, waiting: { reason: 'CreateContainerError', message } });
      this.again(10_000_000, true);
      return false;
    }
    this.tell('Normal', 'Created', 'Container created', container);
    const problem = startContainer(world, made.id);
    const { waiting: _1, restarting: _2, pulling: _3, ...rest } = own;
    const next: ContainerMemory = {
      ...rest,
      id: made.id,
      restarts: old ? own.restarts + 1 : own.restarts,
      ...(old && { last: ended(old) }),
      probes: {},
    };
    if (problem) {
      this.tell('Warning', 'Failed', `Error: ${problem.message}`, container);
      this.keep(container, { ...next, waiting: { reason: 'RunContainerError', message: problem.message } });
      this.again(1_000_000);
      return false;
    }
    this.tell('Normal', 'Started', 'Container started', container);
    this.keep(container, next);
    const hook = 'lifecycle' in container ? container.lifecycle?.postStart?.exec : undefined;
    if (hook) execInContainer(world, made.id, hook.command ?? [], 'is-done');
    this.probeRunning(container);
    return true;
  }

  private configOf(container: AnyContainer, attempt: number): Parameters<typeof createContainer>[2] {
    const env = environment(this.api, this.place, container);
    const values = new Map(env);
    const words = (list: readonly string[] | undefined): readonly string[] | undefined =>
      list?.map((word) => expand(word, (name) => values.get(name)));
    const { pod } = this;
    const security = container.securityContext;
    const user = security?.runAsUser ?? pod.spec?.securityContext?.runAsUser;
    const command = words(container.command);
    const args = words(container.args);
    return {
      name: container.name,
      attempt,
      image: container.image ?? '',
      ...(command && { command }),
      ...(args && { args }),
      env,
      ...(container.workingDir && { workingDir: container.workingDir }),
      mounts: mountsOf(this.api, pod, container, env),
      labels: {
        'io.kubernetes.container.name': container.name,
        'io.kubernetes.pod.name': this.memory.name,
        'io.kubernetes.pod.namespace': this.memory.namespace,
        'io.kubernetes.pod.uid': this.memory.uid,
      },
      annotations: { 'io.kubernetes.container.restartCount': String(attempt) },
      ...(container.tty !== undefined && { tty: container.tty }),
      ...(container.stdin !== undefined && { stdin: container.stdin }),
      ...(security?.readOnlyRootFilesystem !== undefined && { readOnlyRoot: security.readOnlyRootFilesystem }),
      ...(security?.privileged !== undefined && { privileged: security.privileged }),
      ...(user !== undefined && { user }),
    };
  }

  private probeRunning(container: AnyContainer): void {
    const own = this.of(container);
    const step = probe(this.api, this.pod, this.memory, container, own);
    this.keep(container, step.memory);
    if (step.failed && own.id !== undefined && own.restarting !== true) {
      this.tell(
        'Normal',
        'Killing',
        `Container ${container.name} failed ${step.failed} probe, will be restarted`,
        container,
      );
      this.keep(container, { ...step.memory, restarting: true });
      const spec = container[`${step.failed}Probe`];
      const grace = spec?.terminationGracePeriodSeconds ?? this.pod.spec?.terminationGracePeriodSeconds ?? 30;
      stopContainer(this.world, own.id, grace);
      return;
    }
    if (step.nextUs !== undefined && own.restarting !== true)
      this.again(Math.max(1, step.nextUs - this.world.nowUs), !step.eager);
  }
}

const NETWORK_NOT_READY =
  'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
