import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import { helpText } from '../../args/help';
import { compare, type Json, type JsonMap } from '../../json/types';
import { EMPTY, withEntry, type Section } from '../../kubeconfig/model';
import { toBase64 } from '../../generators/data';

/** Prints the command's help and complains of its arguments, as the older commands do. */
export function unexpected(k: Invocation): CommandError {
  k.out(helpText(k.command, k.path));
  return new CommandError(`Unexpected args: [${k.args.join(' ')}]`);
}

/** Puts an entry into the file that holds it, or into the one for new entries. */
function save(k: Invocation, section: Section, name: string, change: (before: JsonMap) => JsonMap): boolean {
  const { files } = k.config;
  const path = files.fileOf(section, name);
  const before = files.read(path) ?? EMPTY;
  const known = before[section].get(name);
  files.write(path, withEntry(before, section, name, change(known ?? {})));
  return known !== undefined;
}

function put(body: Record<string, Json | undefined>, field: string, value: Json | undefined): void {
  if (value === undefined || value === '') Reflect.deleteProperty(body, field);
  else body[field] = value;
}

/** `kubectl config set-cluster`. */
export function setCluster(k: Invocation): void {
  const [name] = k.args;
  if (k.args.length !== 1 || name === undefined) throw unexpected(k);
  if (name === '') throw new CommandError('you must specify a non-empty cluster name');
  const { flags } = k;
  const authority = k.text('certificate-authority');
  if (k.bool('insecure-skip-tls-verify') && authority !== '')
    throw new CommandError('you cannot specify a certificate authority and insecure mode at the same time');
  if (k.bool('embed-certs') && authority === '')
    throw new CommandError('you must specify a --certificate-authority to embed');
  if (k.bool('embed-certs') && !k.process.files.exists(authority))
    throw new CommandError(
      `could not stat certificate-authority file ${authority}: stat ${authority}: no such file or directory`,
    );
  save(k, 'clusters', name, (before) => {
    const body: Record<string, Json | undefined> = { ...before };
    if (flags.changed('server')) put(body, 'server', k.text('server'));
    if (flags.changed('tls-server-name')) put(body, 'tls-server-name', k.text('tls-server-name'));
    if (flags.changed('insecure-skip-tls-verify')) {
      put(body, 'insecure-skip-tls-verify', k.bool('insecure-skip-tls-verify'));
      if (k.bool('insecure-skip-tls-verify')) {
        put(body, 'certificate-authority', undefined);
        put(body, 'certificate-authority-data', undefined);
      }
    }
    if (flags.changed('proxy-url')) put(body, 'proxy-url', k.text('proxy-url'));
    if (flags.changed('certificate-authority')) {
      if (k.bool('embed-certs')) {
        put(body, 'certificate-authority-data', toBase64(k.process.files.read(authority)));
        put(body, 'certificate-authority', undefined);
        put(body, 'insecure-skip-tls-verify', undefined);
      } else {
        put(body, 'certificate-authority', authority === '' ? '' : k.config.files.resolve(authority));
        if (authority !== '') {
          put(body, 'insecure-skip-tls-verify', undefined);
          put(body, 'certificate-authority-data', undefined);
        }
      }
    }
    return body;
  });
  k.out(`Cluster ${JSON.stringify(name)} set.\n`);
}

/** `kubectl config set-credentials`. */
export function setCredentials(k: Invocation): void {
  const [name] = k.args;
  if (k.args.length !== 1 || name === undefined) {
    k.out(helpText(k.command, k.path));
    throw new CommandError(`unexpected args: [${k.args.join(' ')}]`);
  }
  const methods: string[] = [];
  if (k.text('token') !== '') methods.push('--token');
  if (k.text('username') !== '' || k.text('password') !== '') methods.push('--username/--password');
  if (methods.length > 1)
    throw new CommandError(
      `you cannot specify more than one authentication method at the same time: ${methods.join(', ')}`,
    );
  const embed = k.bool('embed-certs');
  if (embed && k.text('client-certificate') === '' && k.text('client-key') === '')
    throw new CommandError('you must specify a --client-certificate or --client-key to embed');
  for (const field of ['client-certificate', 'client-key'])
    if (embed && k.text(field) !== '' && !k.process.files.exists(k.text(field)))
      throw new CommandError(
        `could not stat ${field} file ${k.text(field)}: stat ${k.text(field)}: no such file or directory`,
      );
  save(k, 'users', name, (before) => {
    const body: Record<string, Json | undefined> = { ...before };
    for (const field of ['client-certificate', 'client-key']) {
      if (!k.flags.changed(field)) continue;
      const path = k.text(field);
      if (embed) {
        put(body, `${field}-data`, toBase64(k.process.files.read(path)));
        put(body, field, undefined);
      } else {
        put(body, field, path === '' ? '' : k.config.files.resolve(path));
        if (path !== '') put(body, `${field}-data`, undefined);
      }
    }
    if (k.flags.changed('token')) {
      put(body, 'token', k.text('token'));
      if (k.text('token') !== '') for (const field of ['username', 'password']) put(body, field, undefined);
    }
    for (const field of ['username', 'password']) {
      if (!k.flags.changed(field)) continue;
      put(body, field, k.text(field));
      if (k.text(field) !== '') for (const other of ['token', 'tokenFile']) put(body, other, undefined);
    }
    return body;
  });
  k.out(`User ${JSON.stringify(name)} set.\n`);
}

/** `kubectl config set-context`. */
export function setContext(k: Invocation): void {
  const current = k.bool('current');
  if (k.args.length > 1) throw unexpected(k);
  const name = k.args[0] ?? '';
  if (name === '' && !current) throw new CommandError('you must specify a non-empty context name or --current');
  if (name !== '' && current) throw new CommandError('you cannot specify both a context name and --current');
  const wanted = current ? k.config.files.merged().currentContext : name;
  if (wanted === '') throw new CommandError('no current context is set');
  const existed = save(k, 'contexts', wanted, (before) => {
    const body: Record<string, Json | undefined> = { ...before };
    for (const field of ['cluster', 'user', 'namespace']) if (k.flags.changed(field)) put(body, field, k.text(field));
    return body;
  });
  k.out(`Context ${JSON.stringify(wanted)} ${existed ? 'modified' : 'created'}.\n`);
}

/** `kubectl config use-context`. */
export function useContext(k: Invocation): void {
  const [name] = k.args;
  if (k.args.length !== 1 || name === undefined) throw unexpected(k);
  const config = k.config.files.merged();
  if (!config.contexts.has(name)) throw new CommandError(`no context exists with the name: ${JSON.stringify(name)}`);
  const { files } = k.config;
  const path = files.paths.find((file) => (files.read(file)?.currentContext ?? '') !== '') ?? files.defaultPath;
  const before = files.read(path);
  if (before) files.write(path, { ...before, currentContext: name });
  k.out(`Switched to context ${JSON.stringify(name)}.\n`);
}

/** `kubectl config delete-cluster`, `delete-user`, `delete-context`. */
export function deleteEntry(section: Section, what: string): (k: Invocation) => number {
  return (k) => {
    const [name] = k.args;
    if (k.args.length !== 1 || name === undefined) {
      k.out(helpText(k.command, k.path));
      return 0;
    }
    const { files } = k.config;
    const path = files.fileOf(section, name);
    const before = files.read(path);
    if (before?.[section].has(name) !== true)
      throw new CommandError(
        `cannot delete ${what} ${name}, not in ${files.paths.length > 1 ? path : files.defaultPath}`,
      );
    if (section === 'contexts' && files.merged().currentContext === name)
      k.err(`warning: this removed your active context, use "kubectl config use-context" to select a different one\n`);
    files.write(path, withEntry(before, section, name, undefined));
    k.out(`deleted ${what} ${name} from ${path}\n`);
    return 0;
  };
}

/** `kubectl config rename-context`. */
export function renameContext(k: Invocation): void {
  const [from, to] = k.args;
  if (k.args.length !== 2 || from === undefined || to === undefined) throw unexpected(k);
  const { files } = k.config;
  const merged = files.merged();
  const path = files.fileOf('contexts', from);
  const body = merged.contexts.get(from);
  if (!body)
    throw new CommandError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${files.defaultPath}`);
  if (merged.contexts.has(to))
    throw new CommandError(
      `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${files.defaultPath}`,
    );
  const before = files.read(path);
  if (!before) return;
  const renamed = withEntry(withEntry(before, 'contexts', from, undefined), 'contexts', to, body);
  files.write(path, { ...renamed, currentContext: before.currentContext === from ? to : before.currentContext });
  k.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
}

/** `kubectl config get-clusters`, `get-users`. */
export function listNames(section: Section): (k: Invocation) => void {
  return (k) => {
    const names = [...k.config.files.merged()[section].keys()].sort(compare);
    k.out(['NAME', ...names].map((name) => `${name}\n`).join(''));
  };
}
