import { createLab, openCluster, TOOLS, type OpenCluster } from '../../../src/engine';
import { LAB_EPOCH_MS } from '../../../src/engine/kernel/clock';
import { ShellSession } from '../../../src/engine/shell/session';
import type { ApiCall, ApiTransport, StreamEnd } from '../../../src/engine/tools/kubectl/api/transport';
import type { Connect } from '../../../src/engine/tools/kubectl/invocation';
import { kubectlProgram } from '../../../src/engine/tools/kubectl/kubectl';
import type { Process } from '../../../src/engine/tools/tool';
import { driverScript, resultsOf, type CommandResult } from '../script';
import { PAUSE } from './pause';

const TOKEN = 'test-token';
const PREPARE = ['ip link set lo up'];

/** A kubeconfig for the built-in kubectl. Where its server is does not matter: the handler is called itself. */
const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
- name: cka-net
  cluster: {server: 'https://127.0.0.1:6443'}
users:
- name: cka-net
  user: {token: ${TOKEN}}
contexts:
- name: cka-net
  context: {cluster: cka-net, user: cka-net}
current-context: cka-net
`;

/** Runs the commands with the built-in kubectl in a new lab `empty`; `withCluster` gives it an API server. */
export async function runSimulated(
  commands: readonly string[],
  withCluster = false,
): Promise<readonly CommandResult[]> {
  const lab = await createLab('empty');
  let stdout = '';
  let stderr = '';
  const connect: Connect = (process) => handlerTransport(process, cluster);
  const cluster = withCluster
    ? openCluster(lab, { token: TOKEN, nowMs: () => LAB_EPOCH_MS + lab.world.nowUs / 1000 })
    : undefined;
  const tools = new Map([...TOOLS, ...(cluster ? [['kubectl', kubectlProgram(connect)] as const] : [])]);
  const session = new ShellSession(lab.world, tools, lab.firstHost);
  const files = [`mkdir -p ~/.kube`, `cat > ~/.kube/config <<'END'\n${KUBECONFIG}END`];
  const script = driverScript(commands, { ...PAUSE, prepare: [...PREPARE, ...(cluster ? files : [])] });
  await session.run(script, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  return resultsOf(commands, stdout, stderr);
}

/** Requests to the handler itself. */
function handlerTransport(process: Process, cluster: OpenCluster | undefined): ApiTransport {
  if (!cluster) throw new Error('no cluster');
  return {
    request(call) {
      const answer = cluster.handle(call);
      if (answer.kind !== 'answer') throw new Error(`a watch where an answer was expected: ${call.path}`);
      return Promise.resolve(answer);
    },
    stream: (call, take, deadlineUs) => stream(process, cluster, call, take, deadlineUs),
  };
}

async function stream(
  process: Process,
  cluster: OpenCluster,
  call: ApiCall,
  take: (line: string) => boolean,
  deadlineUs = Infinity,
): Promise<StreamEnd> {
  const answer = cluster.handle(call);
  if (answer.kind === 'answer') {
    if (answer.status >= 400) return { type: 'refused', reply: answer };
    for (const line of answer.body.split(/\n(?=[^])/)) if (!take(line.replace(/\n$/, ''))) return { type: 'enough' };
    return { type: 'ended' };
  }
  let { watch } = answer;
  for (;;) {
    const news = cluster.nextWatchLines(watch);
    for (const line of news.lines) if (!take(line.trimEnd())) return { type: 'enough' };
    if (!news.next) return { type: 'ended' };
    watch = news.next;
    if (process.signal.aborted || process.world.nowUs >= deadlineUs) return { type: 'timeout' };
    await process.wait(() => false, Math.min(deadlineUs, process.world.nowUs + 100_000));
  }
}
