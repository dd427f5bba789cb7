import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration, Positional } from '../grammar/types';

/** What the command lines of the base system's programs look like; how they are read is in the programs themselves. */

const COMMAND: Positional = positional('command', ['COMMAND', 'command'], 'The command to run.', '실행할 명령입니다.', {
  optional: true,
});

export const CHROOT: Declaration = {
  name: 'chroot',
  words: {
    en: 'Runs a command, or a shell, with another directory as its root: /host in a debugging Pod of a node.',
    ko: '다른 디렉터리를 루트로 삼아 명령이나 셸을 실행합니다. 노드의 디버깅 파드에서는 /host입니다.',
  },
  synopsis: 'chroot DIRECTORY [COMMAND…]',
  dialect: 'getopt',
  options: [],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('directory', ['DIRECTORY', 'path'], 'The new root.', '새 루트입니다.'),
        { ...COMMAND, repeats: true },
      ],
    },
  },
};

export const SLEEP: Declaration = {
  name: 'sleep',
  words: {
    en: "Waits. Here the lab's clock moves on at once; nobody really waits.",
    ko: '기다립니다. 여기서는 실습 환경의 시계만 앞으로 가고, 실제로 기다리지는 않습니다.',
  },
  synopsis: 'sleep NUMBER[smhd]…',
  dialect: 'getopt',
  options: [],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('duration', ['DURATION', 'text'], 'How long: 5, 0.5, 2m, 1h.', '기간: 5, 0.5, 2m, 1h.', {
          repeats: true,
        }),
      ],
    },
  },
};

export const DATE: Declaration = {
  name: 'date',
  words: { en: "Prints the lab's date and time.", ko: '실습 환경의 날짜와 시각을 출력합니다.' },
  synopsis: 'date [-u] [-R] [-I] [+FORMAT]',
  dialect: 'getopt',
  options: [
    flag('-u --utc', 'In UTC.', 'UTC로 출력합니다.'),
    flag('-R', 'As in e-mail (RFC 5322).', '전자 우편 형식(RFC 5322)으로 출력합니다.'),
    flag('-I', 'As in ISO 8601.', 'ISO 8601 형식으로 출력합니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('format', ['+FORMAT', 'text'], 'How to print it: +%s, +%H:%M:%S.', '출력 형식: +%s, +%H:%M:%S.', {
          optional: true,
        }),
      ],
    },
  },
};

export const UNAME: Declaration = {
  name: 'uname',
  words: { en: 'Says which kernel and machine this is.', ko: '어떤 커널과 기계인지 알려 줍니다.' },
  synopsis: 'uname [-asnrvmpio]',
  dialect: 'getopt',
  options: [
    flag('-a', 'Everything.', '모두 출력합니다.'),
    flag('-s', "The kernel's name.", '커널 이름입니다.'),
    flag('-n', 'The host name.', '호스트 이름입니다.'),
    flag('-r', 'The kernel release.', '커널 릴리스입니다.'),
    flag('-v', 'The kernel version.', '커널 버전입니다.'),
    flag('-m', 'The machine type.', '기계 종류입니다.'),
    flag('-p', 'The processor type.', '프로세서 종류입니다.'),
    flag('-i', 'The hardware platform.', '하드웨어 플랫폼입니다.'),
    flag('-o', 'The operating system.', '운영 체제입니다.'),
  ],
  body: { clause: { parameters: [] } },
};

export const ID: Declaration = {
  name: 'id',
  words: {
    en: 'Says who one is: root on every host here.',
    ko: '사용자가 누구인지 알려 줍니다. 여기서는 모두 root입니다.',
  },
  synopsis: 'id [-u|-g|-G] [-n] [USER]',
  dialect: 'getopt',
  options: [
    flag('-u', 'The user number only.', '사용자 번호만 출력합니다.'),
    flag('-g', 'The group number only.', '그룹 번호만 출력합니다.'),
    flag('-G', 'All group numbers.', '모든 그룹 번호를 출력합니다.'),
    flag('-n', 'Names instead of numbers.', '번호 대신 이름을 출력합니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [positional('user', ['USER', 'text'], 'Whom to look up.', '찾을 사용자입니다.', { optional: true })],
    },
  },
};

export const SUDO: Declaration = {
  name: 'sudo',
  words: {
    en: 'Runs a command as root. On the hosts of a lab one is root already.',
    ko: '명령을 root로 실행합니다. 실습 호스트에서는 이미 root입니다.',
  },
  synopsis: 'sudo [-i|-s] [-u USER] COMMAND…',
  dialect: 'getopt',
  options: [
    valued('-u', 'USER', 'text', 'As this user.', '이 사용자로 실행합니다.'),
    valued('-g', 'GROUP', 'text', 'As this group.', '이 그룹으로 실행합니다.'),
    flag('-i', 'A login shell.', '로그인 셸을 엽니다.'),
    flag('-s', 'A shell.', '셸을 엽니다.'),
    flag('-E', 'Keep the environment.', '환경 변수를 유지합니다.'),
    flag('-H', "Set HOME to the user's.", 'HOME을 해당 사용자의 것으로 설정합니다.'),
    flag('-n', 'Never ask for a password.', '암호를 묻지 않습니다.'),
    flag('-k', 'Forget the password.', '기억한 암호를 잊습니다.'),
    flag('-v', 'Renew the password.', '암호의 유효 시간을 늘립니다.'),
  ],
  body: { clause: { parameters: [], positionals: [COMMAND] } },
};

export const SSH: Declaration = {
  name: 'ssh',
  words: {
    en: 'Runs a command on another host of the lab, or moves this shell there.',
    ko: '실습 환경의 다른 호스트에서 명령을 실행하거나, 이 셸을 그 호스트로 옮깁니다.',
  },
  synopsis: 'ssh [USER@]HOST [COMMAND…]',
  dialect: 'getopt',
  options: [
    flag('-4', 'IPv4 only.', 'IPv4만 사용합니다.'),
    flag('-6', 'IPv6 only.', 'IPv6만 사용합니다.'),
    flag('-q', 'Quiet.', '조용히 실행합니다.'),
    flag('-t', 'Ask for a terminal.', '터미널을 요청합니다.'),
    flag('-T', 'No terminal.', '터미널을 요청하지 않습니다.'),
    flag('-v', 'Say what is being done.', '무엇을 하는지 보여 줍니다.'),
    valued('-i', 'FILE', 'path', 'The key to log in with.', '로그인할 때 쓸 키입니다.'),
    valued('-l', 'USER', 'text', 'The user to log in as.', '로그인할 사용자입니다.'),
    valued('-o', 'OPTION', 'text', 'An option as in ssh_config(5).', 'ssh_config(5)의 옵션입니다.'),
    valued('-p', 'PORT', 'number', 'The port to connect to.', '연결할 포트입니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('host', ['[USER@]HOST', 'host'], 'The host to run on.', '실행할 호스트입니다.'),
        COMMAND,
      ],
    },
  },
};

export const TIMEOUT: Declaration = {
  name: 'timeout',
  words: { en: 'Runs a command and ends it when its time is over.', ko: '명령을 실행하고 시간이 지나면 끝냅니다.' },
  synopsis: 'timeout [-s SIGNAL] [-k DURATION] DURATION COMMAND…',
  dialect: 'getopt',
  options: [
    valued(
      '-s --signal',
      'SIGNAL',
      'text',
      'End it with this signal instead of TERM.',
      'TERM 대신 이 시그널로 끝냅니다.',
    ),
    valued(
      '-k --kill-after',
      'DURATION',
      'text',
      'Kill it if it still runs this long after.',
      '이만큼 더 지나도 실행 중이면 강제로 끝냅니다.',
    ),
    flag('--preserve-status', "Exit with the command's own status.", '명령의 종료 상태로 끝납니다.'),
    flag('--foreground', 'Let the command read from the terminal.', '명령이 터미널에서 읽을 수 있게 합니다.'),
    flag('-v --verbose', 'Say which signal is sent.', '보내는 시그널을 알려 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('duration', ['DURATION', 'text'], 'How long it may run: 5, 2m.', '실행할 수 있는 시간: 5, 2m.'),
        COMMAND,
      ],
    },
  },
};

export const NSENTER: Declaration = {
  name: 'nsenter',
  words: {
    en: 'Runs a command in existing namespaces; here, in a network namespace.',
    ko: '이미 있는 네임스페이스 안에서 명령을 실행합니다. 여기서는 네트워크 네임스페이스입니다.',
  },
  synopsis: 'nsenter --net=FILE COMMAND…',
  dialect: 'getopt',
  options: [
    {
      ...valued(
        '-n --net',
        'FILE',
        'path',
        'The network namespace, as a file: /run/netns/NAME.',
        '네트워크 네임스페이스 파일: /run/netns/NAME.',
      ),
      valueOptional: true,
    },
    valued(
      '-t --target',
      'PID',
      'number',
      'The process whose namespaces are meant.',
      '그 네임스페이스를 쓸 프로세스입니다.',
    ),
    flag('-m --mount', 'The mount namespace.', '마운트 네임스페이스입니다.'),
    flag('-p --pid', 'The PID namespace.', 'PID 네임스페이스입니다.'),
    flag('-u --uts', 'The UTS (host name) namespace.', 'UTS(호스트 이름) 네임스페이스입니다.'),
  ],
  body: { clause: { parameters: [], positionals: [COMMAND] } },
};

const NEW_NAMESPACES: readonly OptionDeclaration[] = [
  flag('-m --mount', 'A new mount namespace.', '새 마운트 네임스페이스입니다.'),
  flag('-u --uts', 'A new UTS (host name) namespace.', '새 UTS(호스트 이름) 네임스페이스입니다.'),
  flag('-i --ipc', 'A new IPC namespace.', '새 IPC 네임스페이스입니다.'),
  flag('-n', 'A new network namespace.', '새 네트워크 네임스페이스입니다.'),
  {
    ...valued(
      '--net',
      'FILE',
      'path',
      'A new network namespace (keeping it under a file is not simulated yet).',
      '새 네트워크 네임스페이스입니다(파일로 남기는 것은 아직 시뮬레이션되지 않음).',
    ),
    valueOptional: true,
  },
  flag('-p --pid', 'A new PID namespace.', '새 PID 네임스페이스입니다.'),
  flag('-U --user', 'A new user namespace.', '새 사용자 네임스페이스입니다.'),
  flag('-C --cgroup', 'A new cgroup namespace.', '새 cgroup 네임스페이스입니다.'),
  flag('-T --time', 'A new time namespace.', '새 시간 네임스페이스입니다.'),
];

export const UNSHARE: Declaration = {
  name: 'unshare',
  words: {
    en: 'Runs a command in new namespaces; here, in a network namespace of its own.',
    ko: '새 네임스페이스 안에서 명령을 실행합니다. 여기서는 새 네트워크 네임스페이스입니다.',
  },
  synopsis: 'unshare [-n] [COMMAND…]',
  dialect: 'getopt',
  options: [
    ...NEW_NAMESPACES,
    flag('-f --fork', 'Start the command as a child.', '명령을 자식 프로세스로 시작합니다.'),
    flag('--mount-proc', 'With a /proc of its own.', '자기만의 /proc을 마운트합니다.'),
    flag('-r --map-root-user', 'Be root inside.', '안에서 root가 됩니다.'),
    flag('--kill-child', 'End the command with unshare.', 'unshare와 함께 명령을 끝냅니다.'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: { clause: { parameters: [], positionals: [COMMAND] } },
};

export const MKTEMP: Declaration = {
  name: 'mktemp',
  words: { en: 'Makes a file or directory with a new name.', ko: '새 이름으로 파일이나 디렉터리를 만듭니다.' },
  synopsis: 'mktemp [-d] [-u] [-p DIRECTORY] [TEMPLATE]',
  dialect: 'getopt',
  options: [
    flag('-d --directory', 'A directory.', '디렉터리를 만듭니다.'),
    flag('-u --dry-run', 'Only print a name.', '이름만 출력합니다.'),
    flag('-q --quiet', 'No message when it fails.', '실패해도 메시지를 내지 않습니다.'),
    flag('-t', 'The template is in the directory for temporary files.', '템플릿이 임시 디렉터리 안에 있습니다.'),
    valued('-p --tmpdir', 'DIRECTORY', 'path', 'Make it there.', '이 디렉터리에 만듭니다.'),
    valued('--suffix', 'TEXT', 'text', 'What the name ends in.', '이름의 끝입니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('template', ['TEMPLATE', 'path'], 'The name, ending in XXX.', 'XXX로 끝나는 이름입니다.', {
          optional: true,
        }),
      ],
    },
  },
};
