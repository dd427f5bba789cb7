import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Choice, Declaration } from '../grammar/types';

const ID = positional('id', ['ID', 'text'], 'A container, Pod or image: its id or the beginning of it.', '컨테이너, Pod, 이미지의 ID 또는 그 앞부분입니다.', { optional: true, repeats: true }); // prettier-ignore

function verb(name: string, en: string, ko: string, aliases: readonly string[] = []): Choice {
  return { name, aliases, match: 'exact', words: { en, ko }, body: { clause: { parameters: [], positionals: [ID] } } };
}

export const CRICTL: Declaration = {
  name: 'crictl',
  words: { en: "Talks to this node's container runtime, beside Kubernetes.", ko: '쿠버네티스를 거치지 않고 이 노드의 컨테이너 런타임과 이야기합니다.' }, // prettier-ignore
  synopsis: 'crictl [OPTIONS] COMMAND [ID…]',
  dialect: 'getopt',
  options: [
    valued('-r --runtime-endpoint', 'URL', 'text', 'Where the runtime listens.', '런타임이 듣는 곳입니다.'),
    valued('--image-endpoint', 'URL', 'text', 'Where the image service listens.', '이미지 서비스가 듣는 곳입니다.'),
    flag('-a --all', 'Containers that have ended as well.', '끝난 컨테이너도 보여 줍니다.'),
    flag('-q --quiet', 'Ids only.', 'ID만 보여 줍니다.'),
    flag('--no-trunc', 'Whole ids.', 'ID 전체를 보여 줍니다.'),
    flag('-f --follow', 'And what comes.', '새로 오는 것도 보여 줍니다.'),
    flag('-i --interactive', 'Keep standard input open.', '표준 입력을 열어 둡니다.'),
    flag('-t --tty', 'With a terminal.', '터미널을 붙입니다.'),
    valued('-p --pod', 'ID', 'text', 'Of this Pod only.', '이 Pod의 것만 보여 줍니다.'),
    valued('-s --state', 'STATE', 'text', 'In this state only.', '이 상태의 것만 보여 줍니다.'),
    valued('-l --label', 'LABEL', 'text', 'With this label only.', '이 레이블이 붙은 것만 보여 줍니다.'),
    valued('-o --output', 'FORMAT', 'text', 'json, yaml or table.', 'json, yaml, table 가운데 하나입니다.'),
    valued('--name', 'NAME', 'text', 'Of this name only.', '이 이름의 것만 보여 줍니다.'),
    valued('--namespace', 'NAME', 'text', 'In this namespace only.', '이 네임스페이스의 것만 보여 줍니다.'),
    valued('--image', 'IMAGE', 'text', 'Of this image only.', '이 이미지의 것만 보여 줍니다.'),
    valued('--tail', 'N', 'number', 'The last lines only.', '마지막 줄만 보여 줍니다.'),
    valued('--timeout', 'SECONDS', 'number', 'The grace period.', '유예 시간입니다.'),
  ],
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('ps', 'Lists containers.', '컨테이너를 나열합니다.'),
        verb('pods', 'Lists Pods.', 'Pod를 나열합니다.'),
        verb('images', 'Lists images.', '이미지를 나열합니다.', ['image', 'img']),
        verb('logs', "Shows a container's log.", '컨테이너의 로그를 보여 줍니다.'),
        verb('inspect', 'Shows everything about a container.', '컨테이너의 모든 정보를 보여 줍니다.'),
        verb('inspectp', 'Shows everything about a Pod.', 'Pod의 모든 정보를 보여 줍니다.'),
        verb('inspecti', 'Shows everything about an image.', '이미지의 모든 정보를 보여 줍니다.'),
        verb('stats', 'Shows what containers use.', '컨테이너가 쓰는 자원을 보여 줍니다.'),
        verb('statsp', 'Shows what Pods use.', 'Pod가 쓰는 자원을 보여 줍니다.'),
        verb('exec', 'Runs a command in a container.', '컨테이너에서 명령을 실행합니다.'),
        verb('stop', 'Stops containers.', '컨테이너를 멈춥니다.'),
        verb('rm', 'Removes containers.', '컨테이너를 지웁니다.'),
        verb('stopp', 'Stops Pods.', 'Pod를 멈춥니다.'),
        verb('rmp', 'Removes Pods.', 'Pod를 지웁니다.'),
        verb('pull', 'Pulls an image.', '이미지를 가져옵니다.'),
        verb('rmi', 'Removes images.', '이미지를 지웁니다.'),
        verb('version', 'Shows versions.', '버전을 보여 줍니다.'),
        verb('info', 'Shows the state of the runtime.', '런타임의 상태를 보여 줍니다.'),
      ],
    },
  },
};
