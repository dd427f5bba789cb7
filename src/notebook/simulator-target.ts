import { createLab, createRecorder, findRemedy, observe, observeCluster, type Lab } from '../engine';
import { proxyTrouble } from '../engine/walk/proxy';
import { withinBudget } from '../language/diagnostics/budget';
import type { Checkpoint, Target, TargetFactory, TargetResult, TargetRun } from './target';

/** The simulator as a target: one lab per notebook. */
export const simulatorFactory: TargetFactory = {
  async open(lab) {
    return new SimulatorTarget(await createLab(lab ?? 'empty'));
  },
};

class SimulatorTarget implements Target {
  constructor(private lab: Lab) {}

  get hasCluster(): boolean {
    return this.lab.world.cluster !== undefined;
  }

  async run(script: string, { host, stdout, stderr, signal, remedy: wanted = true }: TargetRun): Promise<TargetResult> {
    if (host !== undefined && !this.lab.world.hosts.has(host)) {
      stderr(`cka-net: this lab has no host named ${host}; its hosts are ${this.lab.hostNames.join(', ')}\n`);
      return { exitCode: 255, walks: [] };
    }
    const before = this.lab.fork();
    const { exitCode, walks } = await this.record(script, { host, stdout, stderr, signal });
    if ((exitCode === 0 && !proxyTrouble(walks)) || !wanted || walks.length === 0 || signal.aborted)
      return { exitCode, walks };
    const { result: remedy } = await withinBudget(signal, REMEDY_BUDGET_MS, (budget) =>
      findRemedy(before, script, host, budget),
    );
    return { exitCode, walks, remedy };
  }

  private async record(script: string, { host, stdout, stderr, signal }: TargetRun): Promise<TargetResult> {
    const recorder = createRecorder();
    this.lab.world.recorder = recorder;
    try {
      const { exitCode } = await this.lab.run(script, { host, stdout, stderr, signal, pace: 'real' });
      return { exitCode, walks: recorder.walks() };
    } finally {
      this.lab.world.recorder = undefined;
    }
  }

  observe() {
    const cluster = observeCluster(this.lab.world);
    return Promise.resolve({ ...observe(this.lab.world), ...(cluster && { cluster }) });
  }

  checkpoint(): Checkpoint {
    // The fork is never run: every restore runs a fork of it, so that one can go back twice.
    const kept = this.lab.fork();
    return {
      restore: () => {
        this.lab = kept.fork();
      },
    };
  }

  dispose(): void {
    this.lab.world.recorder = undefined;
  }
}

/** Milliseconds a reader waits at most for a remedy to be found. */
const REMEDY_BUDGET_MS = 500;
