/** Small whole numbers by place, as many as there are: a fifth of what an array of them costs the garbage collector. */
export class Numbers {
  private room = new Int32Array(FIRST);

  /** Writes a place that is there, or the one after the last. */
  set(place: number, value: number): void {
    if (place >= this.room.length) this.grow();
    this.room[place] = value;
  }

  at(place: number): number {
    return this.room[place] as number;
  }

  private grow(): void {
    const larger = new Int32Array(4 * this.room.length);
    larger.set(this.room);
    this.room = larger;
  }
}

/** Most texts have fewer rules. */
const FIRST = 64;
