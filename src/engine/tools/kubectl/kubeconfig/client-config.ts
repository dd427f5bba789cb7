import type { Process } from '../../tool';
import type { Flags } from '../args/flags';
import { CommandError, ConfigurationInvalid } from '../errors/errors';
import { textAt, type JsonMap } from '../json/types';
import { ConfigFiles } from './files';
import type { Kubeconfig } from './model';

/** Where the server is and who asks: rest.Config, as far as a lab needs it. */
export interface ServerConfig {
  /** `https://10.0.0.1:6443`, without a trailing slash. */
  readonly server: string;
  readonly token: string;
  readonly username: string;
  readonly password: string;
  /** Contents, PEM. */
  readonly certificateAuthority: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly insecure: boolean;
  readonly serverName: string;
  readonly impersonate: { readonly user: string; readonly uid: string; readonly groups: readonly string[] };
  /** Milliseconds; 0 waits without end. */
  readonly timeoutMs: number;
}

/** The kubeconfig together with the flags that override it (client-go/tools/clientcmd/client_config.go). */
export class ClientConfig {
  readonly files: ConfigFiles;
  private loaded: Kubeconfig | undefined;

  /** `shadowed`: flags of the command itself that hide a global one of the same name. */
  constructor(
    private readonly process: Process,
    private readonly given: Flags,
    private readonly shadowed: ReadonlySet<string> = new Set(),
  ) {
    const flags = given;
    this.files = new ConfigFiles(process, flags.text('kubeconfig'));
  }

  private flag(name: string): string {
    return this.shadowed.has(name) ? '' : this.given.text(name);
  }

  get config(): Kubeconfig {
    this.loaded ??= this.files.merged();
    return this.loaded;
  }

  /** The namespace, and whether -n asked for it. Throws when the configuration is unusable. */
  namespace(): { readonly name: string; readonly explicit: boolean } {
    const { config } = this;
    const flag = this.flag('namespace');
    if (flag !== '') return { name: flag, explicit: true };
    if (!this.isDefault(config)) this.confirmUsable(true);
    const name = textAt(this.context(), 'namespace');
    return { name: name === '' ? 'default' : name, explicit: false };
  }

  /** Nothing is configured: kubectl asks localhost:8080. */
  private isDefault(config: Kubeconfig): boolean {
    return (
      config.clusters.size === 0 &&
      config.contexts.size === 0 &&
      config.users.size === 0 &&
      config.currentContext === '' &&
      ['cluster', 'context', 'user', 'server'].every((name) => this.flag(name) === '')
    );
  }

  private get contextName(): string {
    return this.flag('context') || this.config.currentContext;
  }

  private context(): JsonMap {
    return this.config.contexts.get(this.contextName) ?? {};
  }

  private entry(section: 'clusters' | 'users', what: string): { readonly name: string; readonly body: JsonMap } {
    const flag = this.flag(section === 'clusters' ? 'cluster' : 'user');
    const name = flag || textAt(this.context(), section === 'clusters' ? 'cluster' : 'user');
    const body = this.config[section].get(name);
    if (body === undefined && flag !== '') throw new CommandError(`${what} ${JSON.stringify(flag)} does not exist`);
    return { name, body: body ?? {} };
  }

  /** Throws ConfigurationInvalid. `emptyIsFine`: that there is no configuration at all is somebody else's business. */
  private confirmUsable(emptyIsFine = false): void {
    const problems: string[] = [];
    const { contextName: context } = this;
    if (context !== '' && !this.config.contexts.has(context))
      problems.push(`context was not found for specified context: ${context}`);
    problems.push(...this.userProblems(), ...this.clusterProblems());
    if (problems.length === 1 && problems[0] === EMPTY_CLUSTER) problems[0] = NO_CONFIGURATION;
    if (
      problems.length > 1 &&
      problems.at(-1) === EMPTY_CLUSTER &&
      problems.length === 2 &&
      context !== '' &&
      !this.config.contexts.has(context)
    )
      problems.pop();
    if (emptyIsFine && problems.length === 1 && problems[0] === NO_CONFIGURATION) return;
    if (problems.length > 0) throw new ConfigurationInvalid(problems);
  }

  private userProblems(): readonly string[] {
    const { name, body } = this.soft('users');
    const problems: string[] = [];
    const asUser = this.flag('as') || textAt(body, 'as');
    const asMore = this.given.list('as-group').length > 0 || this.flag('as-uid') !== '';
    if (asMore && asUser === '')
      problems.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
    const certificate = textAt(body, 'client-certificate');
    const certificateData = textAt(body, 'client-certificate-data');
    const key = textAt(body, 'client-key');
    const keyData = textAt(body, 'client-key-data');
    if (certificate === '' && certificateData === '') return problems;
    if (certificate !== '' && certificateData !== '')
      problems.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
    if (key !== '' && keyData !== '')
      problems.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
    if (key === '' && keyData === '')
      problems.push(
        `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
      );
    for (const [what, path] of [
      ['client-cert', certificate],
      ['client-key', key],
    ] as const) {
      if (path !== '' && !this.process.files.exists(path))
        problems.push(`unable to read ${what} ${path} for ${name} due to open ${path}: no such file or directory`);
    }
    return problems;
  }

  private clusterProblems(): readonly string[] {
    const { name, body } = this.soft('clusters');
    const server = this.flag('server') || textAt(body, 'server');
    if (server === '' && name === '' && Object.keys(body).length === 0) return [EMPTY_CLUSTER];
    const problems: string[] = [];
    if (server === '')
      problems.push(
        name === '' ? 'default cluster has no server defined' : `no server found for cluster ${JSON.stringify(name)}`,
      );
    const authority = this.flag('certificate-authority') || textAt(body, 'certificate-authority');
    if (authority !== '' && textAt(body, 'certificate-authority-data') !== '')
      problems.push(
        `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
      );
    if (authority !== '' && !this.process.files.exists(authority))
      problems.push(
        `unable to read certificate-authority ${authority} for ${name} due to open ${authority}: no such file or directory`,
      );
    return problems;
  }

  private soft(section: 'clusters' | 'users'): { readonly name: string; readonly body: JsonMap } {
    const field = section === 'clusters' ? 'cluster' : 'user';
    const name = this.flag(field) || textAt(this.context(), field);
    return { name, body: this.config[section].get(name) ?? {} };
  }

  /** Throws when the configuration is unusable. */
  server(): ServerConfig {
    const { given: flags, config } = this;
    const user = this.entry('users', 'auth info');
    const context = this.flag('context');
    const cluster = this.entry('clusters', 'cluster');
    const usesDefault = this.isDefault(config);
    if (!usesDefault) this.confirmUsable();
    if (context !== '' && !config.contexts.has(context))
      throw new CommandError(`context ${JSON.stringify(context)} does not exist`);
    const server = this.flag('server') || textAt(cluster.body, 'server') || 'http://localhost:8080';
    const text = (name: string): string => textAt(user.body, name);
    const tokenFile = text('tokenFile');
    return {
      server: (server.includes('://') ? server : `http://${server}`).replace(/\/$/, ''),
      token: this.flag('token') || text('token') || (tokenFile === '' ? '' : this.process.files.read(tokenFile)),
      username: this.flag('username') || text('username'),
      password: this.flag('password') || text('password'),
      certificateAuthority: this.content(
        textAt(cluster.body, 'certificate-authority-data'),
        this.flag('certificate-authority') || textAt(cluster.body, 'certificate-authority'),
      ),
      clientCertificate: this.content(
        text('client-certificate-data'),
        this.flag('client-certificate') || text('client-certificate'),
      ),
      clientKey: this.content(text('client-key-data'), this.flag('client-key') || text('client-key')),
      insecure: flags.bool('insecure-skip-tls-verify') || cluster.body['insecure-skip-tls-verify'] === true,
      serverName: this.flag('tls-server-name') || textAt(cluster.body, 'tls-server-name'),
      impersonate: {
        user: this.flag('as') || text('as'),
        uid: this.flag('as-uid') || text('as-uid'),
        groups: flags.list('as-group'),
      },
      timeoutMs: requestTimeout(this.flag('request-timeout')),
    };
  }

  private content(data: string, path: string): string {
    if (data !== '') return decodeBase64(data);
    return path === '' || !this.process.files.exists(path) ? '' : this.process.files.read(path);
  }
}

const EMPTY_CLUSTER = 'cluster has no server defined';
const NO_CONFIGURATION = 'no configuration has been provided, try setting KUBERNETES_MASTER environment variable';

/** clientcmd.ParseTimeout: seconds, or a duration. Throws CommandError. */
function requestTimeout(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  if (!match)
    throw new CommandError(
      `Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)`,
    );
  return Number(match[1]) * (match[2] === 'ms' ? 1 : match[2] === 's' ? 1000 : match[2] === 'm' ? 60_000 : 3_600_000);
}

export function decodeBase64(data: string): string {
  try {
    const signs = atob(data.replace(/\s/g, ''));
    const bytes = new Uint8Array(signs.length);
    for (let i = 0; i < signs.length; i++) bytes[i] = signs.charCodeAt(i);
    return new TextDecoder().decode(bytes);
  } catch {
    return '';
  }
}
