/**
 * Who may use the machine: many at once (`shared`), or one alone (`alone`). The real side of a comparison runs in real time, so a script that
 * differed while sixteen ran beside it is tried again with the machine to itself before the simulator is blamed.
 */
export class Quiet {
  private running = 0;
  private aloneWaiting = 0;
  private isAlone = false;
  private wake: (() => void)[] = [];

  async shared<T>(work: () => Promise<T>): Promise<T> {
    await this.claimed(() => {
      const isFree = !this.isAlone && this.aloneWaiting === 0;
      if (isFree) this.running++;
      return isFree;
    });
    try {
      return await work();
    } finally {
      this.running--;
      this.changed();
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.aloneWaiting++;
    await this.claimed(() => {
      const isFree = !this.isAlone && this.running === 0;
      if (isFree) this.isAlone = true;
      return isFree;
    });
    this.aloneWaiting--;
    try {
      return await work();
    } finally {
      this.isAlone = false;
      this.changed();
    }
  }

  /** Asks again after every change; a claim is taken in the same step in which it is found free. */
  private async claimed(claim: () => boolean): Promise<void> {
    while (!claim()) await new Promise<void>((resolve) => this.wake.push(resolve));
  }

  private changed(): void {
    const woken = this.wake;
    this.wake = [];
    for (const resolve of woken) resolve();
  }
}
