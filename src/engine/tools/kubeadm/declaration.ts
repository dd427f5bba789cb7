import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Choice, Declaration } from '../grammar/types';

const WORDS = positional('word', ['WORD', 'text'], 'What it is about.', '대상입니다.', {
  optional: true,
  repeats: true,
});

function verb(name: string, en: string, ko: string): Choice {
  return { name, match: 'exact', words: { en, ko }, body: { clause: { parameters: [], positionals: [WORDS] } } };
}

/** kubeadm(1). */
export const KUBEADM: Declaration = {
  name: 'kubeadm',
  words: { en: 'Sets a cluster up, and adds nodes to it.', ko: '클러스터를 만들고 노드를 추가합니다.' },
  synopsis: 'kubeadm COMMAND [OPTIONS]',
  dialect: 'getopt',
  options: [
    valued('--apiserver-advertise-address', 'ADDRESS', 'text', 'The address of the API server.', 'API 서버의 주소입니다.'), // prettier-ignore
    valued('--pod-network-cidr', 'RANGE', 'text', 'The addresses of Pods.', 'Pod의 주소 범위입니다.'),
    valued('--service-cidr', 'RANGE', 'text', 'The addresses of Services.', 'Service의 주소 범위입니다.'),
    valued('--service-dns-domain', 'DOMAIN', 'text', 'The domain of the cluster.', '클러스터의 도메인입니다.'),
    valued('--control-plane-endpoint', 'ADDRESS', 'text', 'A name or address for the whole control plane.', '컨트롤 플레인 전체의 이름이나 주소입니다.'), // prettier-ignore
    valued('--kubernetes-version', 'VERSION', 'text', 'The version to set up.', '설치할 버전입니다.'),
    valued('--cri-socket', 'PATH', 'path', 'Where the container runtime listens.', '컨테이너 런타임이 듣는 곳입니다.'),
    valued('--config', 'FILE', 'path', 'A configuration file.', '설정 파일입니다.'),
    valued(
      '--old-config',
      'FILE',
      'path',
      'The configuration to bring up to date.',
      '새 버전으로 바꿀 설정 파일입니다.',
    ),
    valued('--new-config', 'FILE', 'path', 'Where the new one goes.', '새 설정을 쓸 파일입니다.'),
    valued('--kubeconfig', 'FILE', 'path', 'How to reach the cluster.', '클러스터에 연결하는 방법입니다.'),
    valued('--ignore-preflight-errors', 'CHECKS', 'text', 'Checks whose errors are warnings.', '오류를 경고로 볼 검사입니다.'), // prettier-ignore
    valued('--node-name', 'NAME', 'text', 'The node’s name.', '노드의 이름입니다.'),
    valued('--token', 'TOKEN', 'text', 'The token to join with.', '참여할 때 쓸 토큰입니다.'),
    valued('--discovery-token-ca-cert-hash', 'HASH', 'text', 'What the cluster’s authority must be.', '클러스터 인증 기관의 해시입니다.'), // prettier-ignore
    flag('--discovery-token-unsafe-skip-ca-verification', 'Take any authority.', '인증 기관을 확인하지 않습니다.'),
    valued('--apiserver-cert-extra-sans', 'NAMES', 'text', 'More names and addresses for the API server’s certificate.', 'API 서버 인증서에 더할 이름과 주소입니다.'), // prettier-ignore
    flag('--control-plane', 'As another control plane.', '컨트롤 플레인으로 참여합니다.'),
    valued('--certificate-key', 'KEY', 'text', 'What uploaded certificates are encrypted with.', '업로드한 인증서의 암호화 키입니다.'), // prettier-ignore
    flag('--upload-certs', 'Keep the certificates in the cluster.', '인증서를 클러스터에 업로드합니다.'),
    flag('--print-join-command', 'Print the whole command.', '명령 전체를 출력합니다.'),
    valued('--ttl', 'TIME', 'text', 'How long the token lives; 0 is for ever.', '토큰의 수명입니다. 0은 무제한입니다.'),
    valued('--description', 'TEXT', 'text', 'What the token is for.', '토큰의 용도입니다.'),
    valued('--usages', 'LIST', 'text', 'signing, authentication.', 'signing, authentication입니다.'),
    valued('--groups', 'LIST', 'text', 'Groups of the token.', '토큰의 그룹입니다.'),
    flag('-f --force', 'Ask nothing.', '묻지 않습니다.'),
    flag('-y --yes', 'Ask nothing.', '묻지 않습니다.'),
    flag('--dry-run', 'Change nothing.', '아무것도 바꾸지 않습니다.'),
    valued('-o --output', 'FORMAT', 'text', 'short, json or yaml.', 'short, json, yaml 가운데 하나입니다.'),
    valued('-v --v', 'LEVEL', 'number', 'How much to tell.', '얼마나 자세히 출력할지입니다.'),
    flag('-h --help', 'Show the commands.', '명령을 보여 줍니다.'),
  ],
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('version', 'Shows the version.', '버전을 보여 줍니다.'),
        verb('init', 'Sets up a control plane.', '컨트롤 플레인을 만듭니다.'),
        verb('join', 'Adds this host to a cluster.', '이 호스트를 클러스터에 추가합니다.'),
        verb('reset', 'Undoes init or join.', 'init이나 join을 되돌립니다.'),
        verb('token', 'create, list, delete or generate.', 'create, list, delete, generate입니다.'),
        verb('certs', 'check-expiration or renew.', 'check-expiration 또는 renew입니다.'),
        verb('config', 'images list, images pull or print init-defaults.', 'images list, images pull, print init-defaults입니다.'), // prettier-ignore
        verb('upgrade', 'plan, apply or node.', 'plan, apply, node입니다.'),
      ],
    },
  },
};
