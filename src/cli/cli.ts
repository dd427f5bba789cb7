import { UsageError } from './usage';
import { print, printError } from './streams';

const HELP = `cka-net: a simulated network for learning, without Docker and without root

  cka-net sh [--lab LAB] [-c SCRIPT | FILE]      run a shell script in a fresh lab
  cka-net run NOTEBOOK… [--lab LAB] [--target sim|kind|netns] [--context C] [--json] [--solutions]
                                                 run a notebook's cells, top to bottom
  cka-net check NOTEBOOK… [--json]               prove that each check fails at first and passes after the solution
  cka-net lint FILE… [--json]                    diagnostics, as file:line:col
  cka-net explain [--lang en|ko] COMMAND         what each word of a command means
  cka-net walk [--lab LAB] [-c SCRIPT] [--lang en|ko] [--json] COMMAND
                                                 the walk of the packets that COMMAND sends
  cka-net serve [--lab LAB] [--port N] [--kubeconfig FILE]
                                                 the Kubernetes API of a lab on 127.0.0.1, for the real kubectl
  cka-net labs                                   the built-in labs

LAB is the name of a built-in lab or a YAML file. \`cka-net --version\` prints the version.
`;

type Command = (args: readonly string[]) => Promise<number>;

/** Each command is loaded when it is called, so that `cka-net labs` does not pay for the rest. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['sh', async () => (await import('./sh')).sh],
  ['run', async () => (await import('./run')).run],
  ['check', async () => (await import('./check')).check],
  ['lint', async () => (await import('./lint')).lint],
  ['explain', async () => (await import('./explain')).explain],
  ['walk', async () => (await import('./walk')).walk],
  ['serve', async () => (await import('./serve')).serve],
  ['labs', async () => (await import('./labs')).labs],
]);

/** Runs one command line; answers the exit status. 2 means that the command line itself is wrong. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    print(HELP);
    return 0;
  }
  if (name === '--version' || name === '-V') {
    print(`cka-net ${__CKA_NET_VERSION__}\n`);
    return 0;
  }
  const load = name === undefined ? undefined : COMMANDS.get(name);
  if (!load) {
    printError(name === undefined ? HELP : `cka-net: there is no command "${name}"; try cka-net --help\n`);
    return 2;
  }
  try {
    return await (
      await load()
    )(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printError(`cka-net ${name ?? ''}: ${error.message}\n`);
    return 2;
  }
}

/** Set by the build from package.json. */
declare const __CKA_NET_VERSION__: string;
