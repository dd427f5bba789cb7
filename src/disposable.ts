/** Anything that can be closed. */
export interface Closable {
  dispose(): unknown;
}

/** Owns what it opens: whatever is created is registered in the same expression and closed with its owner. */
export abstract class Disposable implements Closable {
  private readonly owned: Closable[] = [];

  protected register<T extends Closable>(item: T): T {
    this.owned.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.owned.splice(0).reverse()) item.dispose();
  }
}
