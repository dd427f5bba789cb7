import { CommandError } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import { isMap, type Json, type JsonMap } from '../../json/types';
import { readDocument } from '../../json/yaml-read';
import { profileNamed, type Kept } from './profiles';

/** What a command line of `kubectl debug` asks for. */
export interface DebugOptions {
  readonly targets: readonly string[];
  readonly command: readonly string[];
  readonly attach: boolean;
  readonly container: string;
  readonly copyTo: string;
  readonly image: string;
  readonly setImages: ReadonlyMap<string, string>;
  readonly env: readonly Json[];
  readonly profile: ReturnType<typeof profileNamed>;
  readonly kept: Kept;
  readonly custom: JsonMap | undefined;
}

/** distribution/reference's pattern of an image's name, as far as mistakes go. */
const IMAGE =
  /^[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?$/;

function pairs(words: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) throw new CommandError(`${word} must be formatted as key=value`);
    found.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return found;
}

/** Complete and Validate of pkg/cmd/debug. Throws CommandError. */
export function debugOptions(k: Invocation): DebugOptions {
  const { args, dashAt } = k;
  const targets = dashAt >= 0 ? args.slice(0, dashAt) : args;
  const command = dashAt >= 0 ? args.slice(dashAt) : [];
  const attach = k.flags.changed('attach') ? k.bool('attach') : k.bool('stdin');
  const options: DebugOptions = {
    targets,
    command,
    attach,
    container: k.text('container'),
    copyTo: k.text('copy-to'),
    image: k.text('image'),
    setImages: pairs(k.flags.list('set-image')),
    env: [...pairs(k.flags.list('env'))].map(([name, value]) => ({ name, value })),
    profile: profileNamed(k.text('profile')),
    kept: {
      labels: k.bool('keep-labels'),
      annotations: k.bool('keep-annotations'),
      liveness: k.bool('keep-liveness'),
      readiness: k.bool('keep-readiness'),
      startup: k.bool('keep-startup'),
      initContainers: k.bool('keep-init-containers'),
    },
    custom: customProfile(k),
  };
  const problem = problemOf(k, options);
  if (problem !== undefined) throw new CommandError(problem);
  if (k.text('target') !== '' && !k.bool('quiet'))
    k.out(
      `Targeting container ${JSON.stringify(k.text('target'))}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  if (k.bool('tty') && !k.bool('stdin'))
    throw new CommandError('-i/--stdin is required for containers with -t/--tty=true');
  if (k.text('profile') === 'legacy')
    k.err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
  return options;
}

function problemOf(k: Invocation, options: DebugOptions): string | undefined {
  const { image, container, copyTo, setImages, command, targets } = options;
  if (options.attach && k.flags.changed('attach') && image === '' && container === '')
    return 'you must specify --container or create a new container using --image in order to attach.';
  if (copyTo !== '') {
    if (image === '' && setImages.size === 0 && command.length === 0)
      return 'you must specify --image, --set-image or command arguments.';
    if (command.length > 0 && container === '' && image === '')
      return 'you must specify an existing container or a new image when specifying args.';
  } else if (k.bool('replace')) return '--replace may only be used with --copy-to.';
  else if (k.bool('same-node')) return '--same-node may only be used with --copy-to.';
  else if (setImages.size > 0) return '--set-image may only be used with --copy-to.';
  else if (image === '') return 'you must specify --image when not using --copy-to.';
  if (image !== '' && !IMAGE.test(image))
    return `invalid image name ${JSON.stringify(image)}: invalid reference format`;
  if (targets.length === 0 && k.flags.list('filename').length === 0) return 'NAME or filename is required for debug';
  const pull = k.text('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull)) return `invalid image pull policy: ${pull}`;
  for (const [name, word] of setImages)
    if (!IMAGE.test(word))
      return `invalid image name ${JSON.stringify(word)} for container ${JSON.stringify(name)}: invalid reference format`;
  if (k.text('target') !== '' && copyTo !== '')
    return '--target is incompatible with --copy-to. Use --share-processes instead.';
  return undefined;
}

/** --custom: part of a container. Throws CommandError. */
function customProfile(k: Invocation): JsonMap | undefined {
  const path = k.text('custom');
  if (path === '') return undefined;
  if (!k.process.files.exists(path))
    throw new CommandError(
      `must pass a container spec json file for custom profile: open ${path}: no such file or directory`,
    );
  const read = readDocument(k.readFile(path));
  if ('error' in read || !isMap(read.value))
    throw new CommandError(`${path} does not contain a valid container spec: ${'error' in read ? read.error : ''}`);
  const fixed = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'];
  if (fixed.some((field) => Object.hasOwn(read.value as JsonMap, field)))
    throw new CommandError('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
  return read.value;
}
