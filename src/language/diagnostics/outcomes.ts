import type { DryLab } from './dry-lab';

/** What running something on a lab led to. */
export interface Outcome<T> {
  readonly value: T;
  readonly after: DryLab;
}

type Generation<T> = WeakMap<DryLab, Map<string, Outcome<T>>>;

/** How many complete runs of a notebook are remembered: enough to take back what was just typed. */
const GENERATIONS = 3;

/** What ran on which lab, and what it led to, in the last runs of a notebook. */
export class Outcomes<T> {
  private current: Generation<T> = new WeakMap();
  private earlier: readonly Generation<T>[] = [];

  get(lab: DryLab, key: string): Outcome<T> | undefined {
    for (const generation of [this.current, ...this.earlier]) {
      const found = generation.get(lab)?.get(key);
      if (found) return found;
    }
    return undefined;
  }

  set(lab: DryLab, key: string, outcome: Outcome<T>): void {
    const known = this.current.get(lab) ?? new Map<string, Outcome<T>>();
    known.set(key, outcome);
    this.current.set(lab, known);
  }

  /** Everything that a complete run asked for was set again since the one before: what it did not need is forgotten some runs later. */
  completeRun(): void {
    this.earlier = [this.current, ...this.earlier].slice(0, GENERATIONS);
    this.current = new WeakMap();
  }
}
