import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Choice, Declaration } from '../grammar/types';

const WORDS = positional('word', ['WORD', 'text'], 'What it is about.', '대상입니다.', {
  optional: true,
  repeats: true,
});

function verb(name: string, en: string, ko: string): Choice {
  return { name, match: 'exact', words: { en, ko }, body: { clause: { parameters: [], positionals: [WORDS] } } };
}

/** cilium-cli v0.18: installs Cilium into a cluster and tells how it is. */
export const CILIUM: Declaration = {
  name: 'cilium',
  words: { en: 'Installs Cilium and tells how it is; in a Pod of Cilium the same as cilium-dbg.', ko: 'Cilium을 설치하고 상태를 보여 줍니다. Cilium의 Pod 안에서는 cilium-dbg와 같습니다.' }, // prettier-ignore
  synopsis: 'cilium install|uninstall|status|version|config [OPTIONS]',
  dialect: 'getopt',
  options: [
    valued('--version', 'VERSION', 'text', 'The version of Cilium to install.', '설치할 Cilium 버전입니다.'),
    valued('--set', 'KEY=VALUE', 'text', 'A value of the Helm chart.', 'Helm 차트의 값입니다.'),
    valued('-n --namespace', 'NAMESPACE', 'text', 'The namespace of Cilium.', 'Cilium의 네임스페이스입니다.'),
    valued('--context', 'CONTEXT', 'text', 'The context of the kubeconfig.', 'kubeconfig의 컨텍스트입니다.'),
    valued('--wait-duration', 'TIME', 'text', 'How long to wait.', '얼마나 기다릴지입니다.'),
    flag('--wait', 'Wait until everything is ready.', '모두 준비될 때까지 기다립니다.'),
    flag('--client', 'Only the version of this program.', '이 프로그램의 버전만 보여 줍니다.'),
    flag('--dry-run', 'Only print what would be done.', '할 일을 출력만 합니다.'),
    flag('--brief', 'One line (in a Pod of Cilium).', '한 줄로 보여 줍니다(Cilium의 Pod 안).'),
    flag('--verbose', 'Everything (in a Pod of Cilium).', '전부 보여 줍니다(Cilium의 Pod 안).'),
    flag('--all', 'Of all endpoints (in a Pod of Cilium).', '모든 엔드포인트입니다(Cilium의 Pod 안).'),
    flag('-h --help', 'Show the commands.', '명령을 보여 줍니다.'),
  ],
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('install', 'Installs Cilium.', 'Cilium을 설치합니다.'),
        verb('uninstall', 'Takes Cilium away.', 'Cilium을 지웁니다.'),
        verb('status', 'Tells how agents and operator are.', '에이전트와 오퍼레이터의 상태를 보여 줍니다.'),
        verb('version', 'Shows the versions.', '버전을 보여 줍니다.'),
        verb('config', 'view: what the ConfigMap cilium-config says.', 'view: ConfigMap cilium-config의 내용입니다.'),
        verb('connectivity', 'test: not simulated yet.', 'test: 아직 시뮬레이션되지 않습니다.'),
        verb('hubble', 'Hubble: not simulated yet.', 'Hubble: 아직 시뮬레이션되지 않습니다.'),
        verb('endpoint', 'list: the Pods of this node (in a Pod of Cilium).', 'list: 이 노드의 Pod입니다(Cilium의 Pod 안).'), // prettier-ignore
        verb('identity', 'list: security identities (in a Pod of Cilium).', 'list: 보안 identity입니다(Cilium의 Pod 안).'), // prettier-ignore
        verb('service', 'list: Services as the maps have them (in a Pod of Cilium).', 'list: 맵에 있는 서비스입니다(Cilium의 Pod 안).'), // prettier-ignore
        verb('node', 'list: the nodes (in a Pod of Cilium).', 'list: 노드입니다(Cilium의 Pod 안).'),
        verb('bpf', 'lb, endpoint, ipcache, tunnel, policy: the maps themselves (in a Pod of Cilium).', 'lb, endpoint, ipcache, tunnel, policy: 맵 자체입니다(Cilium의 Pod 안).'), // prettier-ignore
      ],
    },
  },
};

/** cilium-dbg, in the container cilium-agent. */
export const CILIUM_DBG: Declaration = {
  ...CILIUM,
  name: 'cilium-dbg',
  words: { en: 'Asks the Cilium agent of this node.', ko: '이 노드의 Cilium 에이전트에게 물어봅니다.' },
  synopsis: 'cilium-dbg status|endpoint|identity|service|node|bpf|version [OPTIONS]',
};
