import type { Invocation } from '../../invocation';
import { mapAt, type ApiObject } from '../../json/types';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** `--record`: the command line becomes the object's change cause (cli-runtime, genericclioptions.RecordFlags). */
export function recorded(k: Invocation, object: ApiObject): ApiObject {
  if (!k.flags.has('record')) return object;
  const annotations = mapAt(object, 'metadata', 'annotations');
  // Without the flag a cause that stands already is brought up to date.
  const wanted = k.flags.changed('record') ? k.bool('record') : false;
  if (!wanted) return object;
  return {
    ...object,
    metadata: { ...mapAt(object, 'metadata'), annotations: { ...annotations, [CHANGE_CAUSE]: commandLine(k) } },
  };
}

/** The command, its arguments, and then every flag with its value, as they were given. */
function commandLine({ path, args, flags }: Invocation): string {
  const given = flags.given.map(([name, value]) => ` --${name}=${value}`).join('');
  const [program = 'kubectl', ...names] = path.split(' ');
  return `${[program, ...names, ...args].join(' ')}${given}`;
}
