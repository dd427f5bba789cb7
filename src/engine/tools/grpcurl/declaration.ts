import { positional } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration, ValueType } from '../grammar/types';

function option(
  name: string,
  en: string,
  ko: string,
  value?: readonly [name: string, type: ValueType],
): OptionDeclaration {
  // prettier-ignore
  const words = { en, ko };
  return { names: [`-${name}`, `--${name}`], words, match: 'exact', ...(value && { value: { name: value[0], type: value[1], words } }) }; // prettier-ignore
}

/** grpcurl(1): github.com/fullstorydev/grpcurl. */
export const GRPCURL: Declaration = {
  name: 'grpcurl',
  words: { en: 'Calls methods of a gRPC server, and tells what it serves.', ko: 'gRPC 서버의 메서드를 호출하고, 무엇을 서비스하는지 알려 줍니다.' }, // prettier-ignore
  synopsis: 'grpcurl [flags] [address] [list|describe] [symbol]',
  dialect: 'iproute2',
  options: [
    option('plaintext', 'Speak HTTP/2 without TLS.', 'TLS 없이 HTTP/2로 말합니다.'),
    option('insecure', 'Use TLS, but take any certificate.', 'TLS를 쓰되 어떤 인증서든 받아들입니다.'),
    option('cacert', 'Certificates of authorities to trust.', '신뢰할 기관의 인증서입니다.', ['FILE', 'path']),
    option('cert', 'The client’s certificate.', '클라이언트의 인증서입니다.', ['FILE', 'path']),
    option('key', 'The client’s private key.', '클라이언트의 개인 키입니다.', ['FILE', 'path']),
    option('authority', 'The name asked for (:authority); a Gateway chooses the route by it.', '요청하는 이름(:authority)입니다. Gateway는 이것으로 라우트를 고릅니다.', ['NAME', 'host']), // prettier-ignore
    option('servername', 'The name to look for in the server’s certificate.', '서버 인증서에서 찾을 이름입니다.', ['NAME', 'host']), // prettier-ignore
    option('d', 'The request in JSON; @ reads it from standard input.', 'JSON으로 쓴 요청입니다. @이면 표준 입력에서 읽습니다.', ['JSON', 'text']), // prettier-ignore
    option('H', 'A header: name: value.', '헤더입니다: name: value.', ['HEADER', 'text']),
    option('rpc-header', 'A header of the call only, not of reflection.', '리플렉션이 아니라 호출에만 쓰는 헤더입니다.', ['HEADER', 'text']), // prettier-ignore
    option('reflect-header', 'A header of reflection only.', '리플렉션에만 쓰는 헤더입니다.', ['HEADER', 'text']),
    option('proto', 'Take the definitions from this .proto file instead of asking the server.', '서버에 묻지 않고 이 .proto 파일에서 정의를 읽습니다.', ['FILE', 'path']), // prettier-ignore
    option('import-path', 'A folder in which .proto files are looked for.', '.proto 파일을 찾을 폴더입니다.', ['FOLDER', 'path']), // prettier-ignore
    option('format', 'How requests and answers are written: json or text.', '요청과 응답의 형식입니다: json 또는 text.', ['FORMAT', 'text']), // prettier-ignore
    option('emit-defaults', 'Show fields that have no value too.', '값이 없는 필드도 보여 줍니다.'),
    option('allow-unknown-fields', 'Pass over fields of the request that are not defined.', '정의되지 않은 요청 필드를 무시합니다.'), // prettier-ignore
    option(
      'msg-template',
      'With describe: show an example of a message.',
      'describe와 함께: 메시지의 예를 보여 줍니다.',
    ),
    option('connect-timeout', 'Give up connecting after so many seconds (10).', '이만큼의 초(기본 10)가 지나면 연결을 포기합니다.', ['SECONDS', 'number']), // prettier-ignore
    option('max-time', 'Give up altogether after so many seconds.', '이만큼의 초가 지나면 모두 포기합니다.', ['SECONDS', 'number']), // prettier-ignore
    option('user-agent', 'In front of grpcurl’s own User-Agent.', 'grpcurl의 User-Agent 앞에 붙입니다.', [
      'TEXT',
      'text',
    ]),
    option('v', 'Show headers and trailers too.', '헤더와 트레일러도 보여 줍니다.'),
    option('vv', 'Show sizes and times as well.', '크기와 시간까지 보여 줍니다.'),
    option('version', 'Show the version.', '버전을 보여 줍니다.'),
    option('help', 'Show the options.', '옵션을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('word', ['WORD', 'text'], 'The server (host:port), then list, describe or service/method.', '서버(host:port), 그다음 list, describe 또는 service/method입니다.', { optional: true, repeats: true }), // prettier-ignore
      ],
    },
  },
};
