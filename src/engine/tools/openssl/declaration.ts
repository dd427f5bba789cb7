import type { Choice, Declaration, Parameter, Value, ValueType } from '../grammar/types';

/** openssl(1) 3.0: the commands that people who work with certificates type. */

function word(keyword: string, en: string, ko: string, value?: readonly [name: string, type: ValueType]): Parameter {
  const values: readonly Value[] = value ? [{ name: value[0], type: value[1], words: { en, ko } }] : [];
  return { keyword, match: 'exact', words: { en, ko }, ...(values.length > 0 && { values }), repeats: true };
}

const FILE = ['FILE', 'path'] as const;
const IN = word('-in', 'Read this file.', '이 파일을 읽습니다.', FILE);
const OUT = word('-out', 'Write to this file.', '이 파일에 씁니다.', FILE);
const NOOUT = word('-noout', 'Do not print the encoded form.', '인코딩된 내용을 출력하지 않습니다.');
const TEXT = word('-text', 'Print it in words.', '사람이 읽을 수 있게 출력합니다.');
const SUBJECT = word('-subject', 'Print whom it is about.', '주체를 출력합니다.');
const DAYS = word('-days', 'How many days it is valid.', '유효 일수입니다.', ['DAYS', 'number']);
const SHA256 = word('-sha256', 'Digest: SHA-256.', '다이제스트로 SHA-256을 씁니다.');
const MODULUS = word('-modulus', 'Print the modulus of the key.', '키의 모듈러스를 출력합니다.');
const INFORM = word('-inform', 'Format of the input: PEM.', '입력 형식입니다: PEM.', ['FORMAT', 'text']);
const OUTFORM = word('-outform', 'Format of the output: PEM, DER.', '출력 형식입니다: PEM, DER.', ['FORMAT', 'text']);

function verb(name: string, en: string, ko: string, parameters: readonly Parameter[], operand?: string): Choice {
  return {
    name,
    match: 'exact',
    words: { en, ko },
    body: {
      clause: {
        parameters,
        ...(operand !== undefined && {
          positionals: [
            {
              keyword: 'operand',
              value: { name: operand, type: 'text', words: { en: 'What it is about.', ko: '대상입니다.' } },
              optional: true,
              repeats: true,
            },
          ],
        }),
      },
    },
  };
}

export const OPENSSL: Declaration = {
  name: 'openssl',
  words: { en: 'Makes and shows keys, certificates and TLS connections.', ko: '키, 인증서, TLS 연결을 만들고 보여 줍니다.' }, // prettier-ignore
  synopsis: 'openssl COMMAND [OPTION…]',
  dialect: 'iproute2',
  options: [],
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('req', 'Makes a request for a certificate, or with -x509 a certificate that signs itself.', '인증서 요청을 만듭니다. -x509를 쓰면 자체 서명 인증서를 만듭니다.', [
          word('-new', 'A new request.', '새 요청을 만듭니다.'),
          word('-x509', 'A self-signed certificate instead.', '요청 대신 자체 서명 인증서를 만듭니다.'),
          word('-newkey', 'With a new key.', '새 키를 함께 만듭니다.', ['rsa:BITS', 'text']),
          word('-nodes', 'Do not encrypt the key.', '키를 암호화하지 않습니다.'),
          word('-noenc', 'Do not encrypt the key.', '키를 암호화하지 않습니다.'),
          word('-key', 'With this key.', '이 키를 씁니다.', FILE),
          word('-keyout', 'Write the key to this file.', '키를 이 파일에 씁니다.', FILE),
          word('-subj', 'Whom it is about: /CN=name/O=group.', '주체입니다: /CN=이름/O=그룹.', ['SUBJECT', 'text']),
          word('-addext', 'An extension: subjectAltName=DNS:name.', '확장입니다: subjectAltName=DNS:이름.', ['EXTENSION', 'text']),
          word('-set_serial', 'The serial number.', '일련번호입니다.', ['NUMBER', 'number']),
          word('-verify', 'Check its own signature.', '자체 서명을 확인합니다.'),
          word('-batch', 'Ask nothing.', '묻지 않습니다.'),
          word('-config', 'A configuration file.', '설정 파일입니다.', FILE),
          word('-extensions', 'A section of it.', '설정 파일의 섹션입니다.', ['SECTION', 'text']),
          word('-reqexts', 'A section of it.', '설정 파일의 섹션입니다.', ['SECTION', 'text']),
          word('-pubkey', 'Print the public key.', '공개 키를 출력합니다.'),
          IN, OUT, NOOUT, TEXT, SUBJECT, DAYS, SHA256, MODULUS, INFORM, OUTFORM,
        ]), // prettier-ignore
        verb('x509', 'Shows a certificate, or signs a request.', '인증서를 보여 주거나 요청에 서명합니다.', [
          word('-req', 'The input is a request.', '입력이 요청입니다.'),
          word('-CA', 'The authority that signs.', '서명할 인증 기관입니다.', FILE),
          word('-CAkey', 'The key of the authority.', '인증 기관의 키입니다.', FILE),
          word('-CAcreateserial', 'Make a file of serial numbers.', '일련번호 파일을 만듭니다.'),
          word('-CAserial', 'The file of serial numbers.', '일련번호 파일입니다.', FILE),
          word('-signkey', 'Sign with the key itself.', '자기 키로 서명합니다.', FILE),
          word('-extfile', 'Extensions to add.', '추가할 확장이 있는 파일입니다.', FILE),
          word('-extensions', 'The section of that file.', '그 파일의 섹션입니다.', ['SECTION', 'text']),
          word('-copy_extensions', 'Take the extensions of the request: copy.', '요청의 확장을 가져옵니다: copy.', ['WHAT', 'text']),
          word('-set_serial', 'The serial number.', '일련번호입니다.', ['NUMBER', 'number']),
          word('-issuer', 'Print who signed it.', '발급자를 출력합니다.'),
          word('-dates', 'Print from when until when it is valid.', '유효 기간을 출력합니다.'),
          word('-startdate', 'Print from when it is valid.', '유효 기간의 시작을 출력합니다.'),
          word('-enddate', 'Print until when it is valid.', '유효 기간의 끝을 출력합니다.'),
          word('-serial', 'Print the serial number.', '일련번호를 출력합니다.'),
          word('-fingerprint', 'Print its digest.', '지문을 출력합니다.'),
          word('-pubkey', 'Print the public key.', '공개 키를 출력합니다.'),
          word('-ext', 'Print these extensions.', '이 확장을 출력합니다.', ['NAMES', 'text']),
          word('-checkend', 'Whether it expires within so many seconds.', '이 시간(초) 안에 만료되는지 확인합니다.', ['SECONDS', 'number']),
          word('-checkhost', 'Whether it is for a host.', '이 호스트의 인증서인지 확인합니다.', ['HOST', 'text']),
          word('-nameopt', 'How names are printed.', '이름을 출력하는 방식입니다.', ['OPTION', 'text']),
          word('-certopt', 'How certificates are printed.', '인증서를 출력하는 방식입니다.', ['OPTION', 'text']),
          IN, OUT, NOOUT, TEXT, SUBJECT, DAYS, SHA256, MODULUS, INFORM, OUTFORM,
        ]), // prettier-ignore
        verb('genrsa', 'Makes an RSA key.', 'RSA 키를 만듭니다.', [OUT, word('-traditional', 'In the older format.', '예전 형식으로 씁니다.')], 'BITS'), // prettier-ignore
        verb('rsa', 'Shows or converts an RSA key.', 'RSA 키를 보여 주거나 변환합니다.', [
          word('-pubout', 'Write the public key.', '공개 키를 출력합니다.'),
          word('-check', 'Check the key.', '키를 확인합니다.'),
          word('-traditional', 'In the older format.', '예전 형식으로 씁니다.'),
          IN, OUT, NOOUT, MODULUS,
        ]), // prettier-ignore
        verb('verify', 'Traces certificates to an authority.', '인증서를 인증 기관까지 확인합니다.', [
          word('-CAfile', 'Trust these.', '이 인증서를 신뢰합니다.', FILE),
          word('-untrusted', 'Certificates in between.', '중간 인증서입니다.', FILE),
        ], 'FILE'), // prettier-ignore
        verb('s_client', 'Opens a TLS connection and tells about it.', 'TLS 연결을 열고 정보를 보여 줍니다.', [
          word('-connect', 'Where to.', '연결할 곳입니다.', ['HOST:PORT', 'text']),
          word('-servername', 'The name to ask for (SNI).', '요청할 이름(SNI)입니다.', ['NAME', 'host']),
          word('-noservername', 'Ask for no name.', '이름을 요청하지 않습니다.'),
          word('-showcerts', 'Show every certificate.', '모든 인증서를 보여 줍니다.'),
          word('-CAfile', 'Trust these.', '이 인증서를 신뢰합니다.', FILE),
          word('-brief', 'Tell the most important only.', '중요한 것만 보여 줍니다.'),
          word('-alpn', 'Protocols to offer.', '제안할 프로토콜입니다.', ['PROTOCOLS', 'text']),
          word('-tls1_2', 'TLS 1.2 only.', 'TLS 1.2만 씁니다.'),
          word('-tls1_3', 'TLS 1.3 only.', 'TLS 1.3만 씁니다.'),
          word('-cert', 'The client’s certificate.', '클라이언트 인증서입니다.', FILE),
          word('-key', 'The client’s key.', '클라이언트의 키입니다.', FILE),
          word('-quiet', 'Tell nothing.', '아무것도 출력하지 않습니다.'),
        ]), // prettier-ignore
        verb('rand', 'Prints random bytes.', '임의의 바이트를 출력합니다.', [
          word('-base64', 'In base64.', 'base64로 출력합니다.'),
          word('-hex', 'In hexadecimal.', '16진수로 출력합니다.'),
          OUT,
        ], 'COUNT'), // prettier-ignore
        verb('dgst', 'Prints the digest of files.', '파일의 다이제스트를 출력합니다.', [SHA256, word('-hex', 'In hexadecimal.', '16진수로 출력합니다.'), word('-sha1', 'Digest: SHA-1.', '다이제스트로 SHA-1을 씁니다.')], 'FILE'), // prettier-ignore
        verb('version', 'Prints the version.', '버전을 출력합니다.', [word('-a', 'Everything.', '모두 출력합니다.')]),
      ],
    },
  },
};
