import { CowMap } from './cow-map';
import type { Epoch } from './epoch';

/** A copy-on-write map whose keys are absolute paths, and which knows what is right in a directory without looking at all of them. */
export class PathMap<V> extends CowMap<string, V> {
  /** Directory → names in it; made when somebody first asks. */
  private names: Map<string, Set<string>> | undefined;
  /** Directories whose names belong to this map alone; undefined while `names` itself is shared with the map this is a copy of. */
  private own: Set<string> | undefined;

  /** An empty map owned by `epoch`. */
  static empty<V>(epoch: Epoch): PathMap<V> {
    return new PathMap<V>(epoch, undefined);
  }

  override set(path: string, value: V): void {
    if (this.names && !this.has(path)) this.namesToChange(parentOf(path)).add(nameOf(path));
    super.set(path, value);
  }

  override delete(path: string): boolean {
    const known = super.delete(path);
    if (known && this.names) this.namesToChange(parentOf(path)).delete(nameOf(path));
    return known;
  }

  /** Names right in a directory, in no order. */
  namesIn(directory: string): ReadonlySet<string> {
    if (!this.names) {
      this.names = namesByDirectory(this.keys());
      this.own = new Set(this.names.keys());
    }
    return this.names.get(directory) ?? NOTHING;
  }

  protected override copy(epoch: Epoch): this {
    const copy = new PathMap<V>(epoch, this.copyOfEntries());
    copy.names = this.names;
    // What was shared once is nobody's own any more.
    this.own = undefined;
    return copy as this;
  }

  private namesToChange(directory: string): Set<string> {
    if (!this.own) this.names = new Map(this.names);
    const own = (this.own ??= new Set());
    const names = (this.names ??= new Map<string, Set<string>>());
    const known = names.get(directory);
    if (known && own.has(directory)) return known;
    const fresh = new Set(known);
    names.set(directory, fresh);
    own.add(directory);
    return fresh;
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** What is right in each directory. */
export function namesByDirectory(paths: Iterable<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    if (path === '/') continue;
    const directory = parentOf(path);
    const names = found.get(directory);
    if (names) names.add(nameOf(path));
    else found.set(directory, new Set([nameOf(path)]));
  }
  return found;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
