import { CommandError } from '../errors/errors';
import { readYaml } from '../json/yaml-read';
import { yamlText } from '../json/yaml-print';
import { textAt, type JsonMap } from '../json/types';
import type { Process } from '../../tool';
import { EMPTY, fromJson, PATHS, toJson, type Kubeconfig, type Section } from './model';

/** Files read lately, by their text: every kubectl reads the same one, and most of it are certificates. */
const READ = new Map<string, ReturnType<typeof readYaml>>();
const READ_LIMIT = 16;

/** Where kubeconfigs are, and what they hold together (client-go/tools/clientcmd/loader.go). */
export class ConfigFiles {
  constructor(
    private readonly process: Process,
    /** --kubeconfig. */
    readonly explicit: string,
  ) {}

  /** Files in order of precedence. */
  get paths(): readonly string[] {
    if (this.explicit !== '') return [this.explicit];
    const listed = (this.process.env.get('KUBECONFIG') ?? '').split(':').filter((path) => path !== '');
    return listed.length > 0 ? [...new Set(listed)] : [this.homePath];
  }

  private get homePath(): string {
    return `${this.process.env.get('HOME') ?? '/root'}/.kube/config`;
  }

  /** The file that a new entry goes to: the first that exists, else the last. */
  get defaultPath(): string {
    const { paths } = this;
    return paths.find((path) => this.process.files.exists(path)) ?? paths.at(-1) ?? this.homePath;
  }

  /** One file as it stands, with paths made absolute; undefined when it is not there. Throws CommandError. */
  read(path: string): Kubeconfig | undefined {
    const { files } = this.process;
    if (!files.exists(path)) return undefined;
    const text = files.read(path);
    let json = READ.get(text);
    if (json === undefined) {
      json = readYaml(text, `error loading config file ${JSON.stringify(path)}: `.replace(/^/, ''));
      if (READ.size >= READ_LIMIT) READ.clear();
      READ.set(text, json);
    }
    return absolute(fromJson(json), folderOf(this.resolve(path)));
  }

  /** All of them merged: who comes first wins. `strict`: a file named by --kubeconfig must be there. */
  merged(strict = true): Kubeconfig {
    if (strict && this.explicit !== '' && !this.process.files.exists(this.explicit))
      throw new CommandError(`stat ${this.explicit}: no such file or directory`);
    return this.paths.reduce<Kubeconfig>((before, path) => {
      const found = this.read(path);
      if (!found) return before;
      return {
        currentContext: before.currentContext === '' ? found.currentContext : before.currentContext,
        clusters: new Map([...found.clusters, ...before.clusters]),
        contexts: new Map([...found.contexts, ...before.contexts]),
        users: new Map([...found.users, ...before.users]),
      };
    }, EMPTY);
  }

  /** The file that holds an entry, or the one where it would go. */
  fileOf(section: Section, name: string): string {
    return this.paths.find((path) => this.read(path)?.[section].has(name) === true) ?? this.defaultPath;
  }

  write(path: string, config: Kubeconfig): void {
    const { files } = this.process;
    const folder = folderOf(this.resolve(path));
    if (!files.exists(folder)) files.makeDirectory(folder, 0o755);
    files.write(path, yamlText(toJson(relative(config, folder))), 0o600);
  }

  /** An absolute path. */
  resolve(path: string): string {
    return path.startsWith('/') ? path : normal(`${this.process.cwd}/${path}`);
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function mapPaths(config: Kubeconfig, change: (path: string) => string): Kubeconfig {
  const each = (section: Section): ReadonlyMap<string, JsonMap> =>
    new Map(
      [...config[section]].map(([name, body]) => {
        const changed = PATHS[section].flatMap((field): [string, string][] => {
          const path = textAt(body, field);
          return path === '' ? [] : [[field, change(path)]];
        });
        return [name, changed.length === 0 ? body : { ...body, ...Object.fromEntries(changed) }];
      }),
    );
  return { ...config, clusters: each('clusters'), users: each('users') };
}

function absolute(config: Kubeconfig, folder: string): Kubeconfig {
  return mapPaths(config, (path) => (path.startsWith('/') ? path : normal(`${folder}/${path}`)));
}

/** Paths beneath the kubeconfig's folder are written relative to it. */
function relative(config: Kubeconfig, folder: string): Kubeconfig {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  return mapPaths(config, (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path));
}
