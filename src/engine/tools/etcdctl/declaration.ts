import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Choice, Declaration } from '../grammar/types';

const WORDS = positional('word', ['WORD', 'text'], 'What it is about.', '대상입니다.', {
  optional: true,
  repeats: true,
});

function verb(name: string, en: string, ko: string): Choice {
  return { name, match: 'exact', words: { en, ko }, body: { clause: { parameters: [], positionals: [WORDS] } } };
}

const OPTIONS: Declaration['options'] = [
  valued('--endpoints', 'URL', 'text', 'Where etcd listens.', 'etcd가 듣는 곳입니다.'),
  valued('--cacert', 'FILE', 'path', 'The authority that signed the server’s certificate.', '서버 인증서를 서명한 기관입니다.'), // prettier-ignore
  valued('--cert', 'FILE', 'path', 'The client’s certificate.', '클라이언트 인증서입니다.'),
  valued('--key', 'FILE', 'path', 'The client’s private key.', '클라이언트의 개인 키입니다.'),
  valued('-w --write-out', 'FORMAT', 'text', 'simple, table, json or fields.', 'simple, table, json, fields 가운데 하나입니다.'), // prettier-ignore
  valued('--command-timeout', 'TIME', 'text', 'Give up after so long.', '이만큼 지나면 포기합니다.'),
  valued('--dial-timeout', 'TIME', 'text', 'Give up connecting after so long.', '이만큼 지나면 연결을 포기합니다.'),
  valued('--data-dir', 'FOLDER', 'path', 'Where to restore to.', '복원할 폴더입니다.'),
  valued('--name', 'NAME', 'text', 'The member’s name.', '멤버의 이름입니다.'),
  valued('--initial-cluster', 'MEMBERS', 'text', 'The members of the new cluster.', '새 클러스터의 멤버입니다.'),
  valued('--initial-cluster-token', 'TOKEN', 'text', 'The token of the new cluster.', '새 클러스터의 토큰입니다.'),
  valued('--initial-advertise-peer-urls', 'URLS', 'text', 'Where the member is reached.', '멤버에 닿는 주소입니다.'),
  valued('--limit', 'N', 'number', 'At most so many keys.', '키를 이만큼만 보여 줍니다.'),
  flag('--prefix', 'All keys that begin so.', '이렇게 시작하는 모든 키입니다.'),
  flag('--from-key', 'All keys from this one on.', '이 키부터 모든 키입니다.'),
  flag('--keys-only', 'Keys without their values.', '값 없이 키만 보여 줍니다.'),
  flag('--print-value-only', 'Values without their keys.', '키 없이 값만 보여 줍니다.'),
  flag('--count-only', 'Only how many there are.', '개수만 보여 줍니다.'),
  flag('--cluster', 'Every member of the cluster.', '클러스터의 모든 멤버입니다.'),
  flag('--skip-hash-check', 'Take a snapshot without its checksum.', '체크섬이 없는 스냅숏을 받아들입니다.'),
  flag('--insecure-skip-tls-verify', 'Accept any certificate.', '모든 인증서를 받아들입니다.'),
  flag('-h --help', 'Show the commands.', '명령을 보여 줍니다.'),
];

/** etcdctl(1). */
export const ETCDCTL: Declaration = {
  name: 'etcdctl',
  words: { en: "Talks to etcd, where the API server keeps the cluster's objects.", ko: 'API 서버가 클러스터의 오브젝트를 보관하는 etcd와 이야기합니다.' }, // prettier-ignore
  synopsis: 'etcdctl [OPTIONS] COMMAND',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('version', 'Shows the version.', '버전을 보여 줍니다.'),
        verb('member', 'list: the members of the cluster.', 'list: 클러스터의 멤버입니다.'),
        verb('endpoint', 'health or status of the endpoints.', '엔드포인트의 health 또는 status입니다.'),
        verb('snapshot', 'save, status or restore.', 'save, status, restore입니다.'),
        verb('get', 'Shows keys.', '키를 보여 줍니다.'),
      ],
    },
  },
};

/** etcdutl(1): what needs no server. */
export const ETCDUTL: Declaration = {
  ...ETCDCTL,
  name: 'etcdutl',
  words: { en: 'Works on the files of etcd.', ko: 'etcd의 파일을 다룹니다.' },
  synopsis: 'etcdutl snapshot status|restore FILE',
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('version', 'Shows the version.', '버전을 보여 줍니다.'),
        verb('snapshot', 'status or restore.', 'status 또는 restore입니다.'),
      ],
    },
  },
};
