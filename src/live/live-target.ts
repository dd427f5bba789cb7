import { observeLinux, type LinuxPlace } from './observe-linux';
import type { LabObservation } from '../engine/lab/observe';
import type { Checkpoint, Target, TargetResult, TargetRun } from '../notebook/target';
import { BashSession, type BashSpec } from './bash-session';
import { LiveRefusal, refusalText } from './refusal';

/** What a live target is made of; kube-target.ts and netns-target.ts fill it in. */
export interface LivePlan {
  readonly hasCluster: boolean;
  /** Asked before every cell: a workspace can lose its trust only by closing, but the rule must not depend on that. */
  isTrusted(): boolean;
  /** The bash of a cell without `host=`. */
  readonly shell: BashSpec;
  /** The bash on a node, where the target has nodes. */
  shellOn?(host: string): BashSpec;
  /** Where `ip` can be asked; `shellPid` is the process of the notebook's own bash, `hosts` the nodes that cells have used. */
  places(state: {
    readonly shellPid: number | undefined;
    readonly hosts: readonly string[];
  }): Promise<readonly LinuxPlace[]>;
  /** Removes what the plan put on disk. */
  dispose(): void;
}

/** A real machine or cluster as a target: one bash for the notebook, one more for each node that a cell names. */
export class LiveTarget implements Target {
  private readonly sessions = new Map<string, BashSession>();
  private ended = false;

  constructor(private readonly plan: LivePlan) {}

  get hasCluster(): boolean {
    return this.plan.hasCluster;
  }

  /** Rejects with LiveRefusal in an untrusted workspace and when bash does not start. */
  async run(script: string, options: TargetRun): Promise<TargetResult> {
    const { host } = options;
    if (!this.plan.isTrusted()) throw new LiveRefusal({ code: 'untrusted' });
    if (this.ended) throw new LiveRefusal({ code: 'disposed' });
    const refused = this.hostRefusal(host);
    if (refused) {
      options.stderr(`cka-net: ${refused}\n`);
      return { exitCode: 255, walks: [] };
    }
    const exitCode = await this.session(host).run(script, options);
    return { exitCode, walks: [] };
  }

  async observe(): Promise<LabObservation> {
    if (!this.plan.isTrusted()) throw new LiveRefusal({ code: 'untrusted' });
    const hosts = [...this.sessions.keys()].filter((name) => name !== '');
    return observeLinux(await this.plan.places({ shellPid: this.sessions.get('')?.pid, hosts }));
  }

  checkpoint(): Checkpoint | undefined {
    return undefined;
  }

  dispose(): void {
    void this.end();
  }

  /** As `dispose`, for callers that can wait until every process is gone. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(Array.from(this.sessions.values(), (session) => session.dispose()));
    this.sessions.clear();
    this.plan.dispose();
  }

  private hostRefusal(host: string | undefined): string | undefined {
    if (host === undefined) return undefined;
    if (!this.plan.shellOn) return refusalText({ code: 'no-hosts', host });
    // The name becomes an argument of docker: it must not look like an option.
    return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(host) ? undefined : refusalText({ code: 'host-name', host });
  }

  private session(host: string | undefined): BashSession {
    const key = host ?? '';
    const known = this.sessions.get(key);
    if (known) return known;
    const spec = host === undefined ? this.plan.shell : this.plan.shellOn?.(host);
    const session = new BashSession(spec ?? this.plan.shell);
    this.sessions.set(key, session);
    return session;
  }
}
