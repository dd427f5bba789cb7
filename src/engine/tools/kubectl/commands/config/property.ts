import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import type { Json } from '../../json/types';
import { EMPTY, FIELDS, withEntry, type Kubeconfig, type Section } from '../../kubeconfig/model';
import { toBase64 } from '../../generators/data';
import { unexpected } from './entries';

interface Step {
  readonly section: Section | undefined;
  readonly name: string;
  readonly field: string;
}

/** `clusters.NAME.server`: names may hold dots, so the field is what comes last (navigation_step_parser.go). Throws CommandError. */
function parsePath(path: string): Step {
  if (path === 'current-context') return { section: undefined, name: '', field: path };
  const dot = path.indexOf('.');
  const head = dot < 0 ? path : path.slice(0, dot);
  const section = head === 'clusters' || head === 'contexts' || head === 'users' ? head : undefined;
  if (!section) throw new CommandError(`unable to parse ${path} after [] at api.Config`);
  const rest = dot < 0 ? '' : path.slice(dot + 1);
  const field = [...FIELDS[section]].find((name) => rest.endsWith(`.${name}`));
  return field === undefined
    ? { section, name: rest, field: '' }
    : { section, name: rest.slice(0, -field.length - 1), field };
}

function change(k: Invocation, path: string, value: Json | undefined): void {
  const { section, name, field } = parsePath(path);
  const { files } = k.config;
  if (!section) {
    const file = files.paths.find((one) => (files.read(one)?.currentContext ?? '') !== '') ?? files.defaultPath;
    const before: Kubeconfig = files.read(file) ?? files.merged(false);
    files.write(file, { ...before, currentContext: typeof value === 'string' ? value : '' });
    return;
  }
  const file = files.fileOf(section, name);
  const before = files.read(file) ?? EMPTY;
  if (field === '') {
    if (value !== undefined) throw new CommandError(`unable to parse ${path}`);
    files.write(file, withEntry(before, section, name, undefined));
    return;
  }
  const body: Record<string, Json | undefined> = { ...before[section].get(name) };
  if (value === undefined) {
    if (!before[section].has(name)) throw new CommandError(`current map key \`${name}\` is invalid`);
    Reflect.deleteProperty(body, field);
  } else body[field] = value;
  files.write(file, withEntry(before, section, name, body));
}

/** `kubectl config set`. */
export function setProperty(k: Invocation): void {
  const [path, text] = k.args;
  if (k.args.length !== 2 || path === undefined || text === undefined) throw unexpected(k);
  const { field } = parsePath(path);
  let value: Json = text;
  if (field === 'insecure-skip-tls-verify' || field === 'disable-compression') {
    if (!/^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(text))
      throw new CommandError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
    value = /^[1tT]/.test(text);
  } else if (field.endsWith('-data') && k.bool('set-raw-bytes')) value = toBase64(text);
  else if (field.endsWith('-data') && !/^[A-Za-z0-9+/=\s]*$/.test(text))
    throw new CommandError(
      `error decoding input value: illegal base64 data at input byte ${text.search(/[^A-Za-z0-9+/=\s]/)}`,
    );
  change(k, path, value);
  k.out(`Property ${JSON.stringify(path)} set.\n`);
}

/** `kubectl config unset`. */
export function unsetProperty(k: Invocation): void {
  const [path] = k.args;
  if (k.args.length !== 1 || path === undefined) throw unexpected(k);
  change(k, path, undefined);
  k.out(`Property ${JSON.stringify(path)} unset.\n`);
}
