import { command, flag } from '../args/declare';

/** `kubectl proxy`. */
export const PROXY = command({
  name: 'proxy',
  words: { en: 'Run a proxy to the Kubernetes API server', ko: 'Kubernetes API 서버로 가는 프록시를 실행합니다' },
  long: 'Creates a proxy server or application-level gateway between localhost and the Kubernetes API server. It also allows serving static content over specified HTTP path. All incoming data enters through one port and gets forwarded to the remote Kubernetes API server port, except for the path matching the static content path.',
  examples: `# To proxy all of the Kubernetes API and nothing else
kubectl proxy --api-prefix=/

# To proxy only part of the Kubernetes API and also some static files
# You can get pods info with 'curl localhost:8001/api/v1/pods'
kubectl proxy --www=/my/files --www-prefix=/static/ --api-prefix=/api/

# To proxy the entire Kubernetes API at a different root
# You can get pods info with 'curl localhost:8001/custom/api/v1/pods'
kubectl proxy --api-prefix=/custom/

# Run a proxy to the Kubernetes API server on port 8011, serving static content from ./local/www/
kubectl proxy --port=8011 --www=./local/www/

# Run a proxy to the Kubernetes API server on an arbitrary local port
# The chosen port for the server will be output to stdout
kubectl proxy --port=0

# Run a proxy to the Kubernetes API server, changing the API prefix to k8s-api
# This makes e.g. the pods API available at localhost:8001/k8s-api/v1/pods/
kubectl proxy --api-prefix=/k8s-api`,
  usage: 'kubectl proxy [--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
  flags: [
    flag(
      '--accept-hosts',
      'string',
      '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
      'Regular expression for hosts that the proxy should accept.',
      '프록시가 받아들일 호스트의 정규식',
    ),
    flag(
      '--accept-paths',
      'string',
      '^.*',
      'Regular expression for paths that the proxy should accept.',
      '프록시가 받아들일 경로의 정규식',
    ),
    flag('--address', 'string', '127.0.0.1', 'The IP address on which to serve on.', '대기할 주소'),
    flag('--api-prefix', 'string', '/', 'Prefix to serve the proxied API under.', '프록시한 API를 제공할 접두사'),
    flag(
      '--append-server-path',
      'bool',
      'false',
      'If true, enables automatic path appending of the kube context server path to each request.',
      'kubeconfig의 서버 경로를 요청마다 붙임',
    ),
    flag(
      '--disable-filter',
      'bool',
      'false',
      'If true, disable request filtering in the proxy. This is dangerous, and can leave you vulnerable to XSRF attacks, when used with an accessible port.',
      '프록시의 요청 필터를 끔',
    ),
    flag(
      '--keepalive',
      'duration',
      '0s',
      'keepalive specifies the keep-alive period for an active network connection. Set to 0 to disable keepalive.',
      '연결의 keep-alive 간격',
    ),
    flag('-p --port', 'int', '8001', 'The port on which to run the proxy. Set to 0 to pick a random port.', '포트'),
    flag(
      '--reject-methods',
      'string',
      '^$',
      "Regular expression for HTTP methods that the proxy should reject (example --reject-methods='POST,PUT,PATCH'). ",
      '프록시가 거부할 HTTP 메서드의 정규식',
    ),
    flag(
      '--reject-paths',
      'string',
      '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
      'Regular expression for paths that the proxy should reject. Paths specified here will be rejected even accepted by --accept-paths.',
      '프록시가 거부할 경로의 정규식',
    ),
    flag('-u --unix-socket', 'string', '', 'Unix socket on which to run the proxy.', '프록시를 실행할 유닉스 소켓'),
    flag(
      '-w --www',
      'string',
      '',
      'Also serve static files from the given directory under the specified prefix.',
      '정적 파일을 제공할 디렉터리',
    ),
    flag(
      '-P --www-prefix',
      'string',
      '/static/',
      'Prefix to serve static files under, if static file directory is specified.',
      '정적 파일을 제공할 접두사',
    ),
  ],
});
