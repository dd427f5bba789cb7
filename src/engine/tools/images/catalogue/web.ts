import { NGINX_DEFAULT_CONF, NGINX_ERROR_PAGE, NGINX_INDEX, NGINX_MAIN_CONF, NGINX_MIME } from '../files/nginx-files';
import { tags, type ImageContents, type ImageDeclaration } from '../image';

const ALPINE = [
  '-alpine',
  '-alpine-slim',
  '-alpine3.21',
  '-alpine3.22',
  '-bookworm',
  '-perl',
  '-alpine-perl',
  '-trixie',
];

/** The numbers behind the words that move: what `latest` was when v1.35 of Kubernetes came out. */
const NGINX_VERSIONS: Readonly<Record<string, string>> = { latest: '1.29.4', mainline: '1.29.4', stable: '1.28.1', '1': '1.29.4', '1.29': '1.29.4', '1.28': '1.28.1', '1.27': '1.27.5', '1.26': '1.26.3', '1.25': '1.25.5', '1.24': '1.24.0', '1.23': '1.23.4', '1.22': '1.22.1', '1.21': '1.21.6', '1.20': '1.20.2', '1.19': '1.19.10', '1.18': '1.18.0', '1.17': '1.17.10', '1.16': '1.16.1', '1.15': '1.15.12', '1.14': '1.14.2' }; // prettier-ignore

function nginxVersion(tag: string): string {
  const number = tag.replace(/-.*$/, '').replace(/^(alpine|perl|bookworm|trixie)$/, 'latest');
  return NGINX_VERSIONS[number] ?? number;
}

function nginxContents(tag: string): ImageContents {
  const version = nginxVersion(tag);
  return {
    base: tag.includes('alpine') ? 'alpine' : 'debian',
    programs: ['/usr/sbin/nginx', '/docker-entrypoint.sh', 'curl', 'envsubst'],
    files: {
      '/etc/nginx/nginx.conf': NGINX_MAIN_CONF,
      '/etc/nginx/conf.d/default.conf': NGINX_DEFAULT_CONF,
      '/etc/nginx/mime.types': NGINX_MIME,
      '/usr/share/nginx/html/index.html': NGINX_INDEX,
      '/usr/share/nginx/html/50x.html': NGINX_ERROR_PAGE,
      '/docker-entrypoint.d/10-listen-on-ipv6-by-default.sh': '#!/bin/sh\n',
      '/docker-entrypoint.d/15-local-resolvers.envsh': '#!/bin/sh\n',
      '/docker-entrypoint.d/20-envsubst-on-templates.sh': '#!/bin/sh\n',
      '/docker-entrypoint.d/30-tune-worker-processes.sh': '#!/bin/sh\n',
      '/var/cache/nginx/.keep': '',
    },
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    env: [
      ['NGINX_VERSION', version],
      ['NJS_VERSION', '0.9.4'],
      ['PKG_RELEASE', '1~bookworm'],
    ],
    stopSignal: 'SIGQUIT',
    size: tag.includes('alpine') ? 22_631_814 : 59_795_293,
  };
}

const nginxTags = tags({
  words: [
    'stable',
    'mainline',
    'alpine',
    'perl',
    'bookworm',
    'stable-alpine',
    'mainline-alpine',
    'alpine-slim',
    'trixie',
  ],
  versions: ['1'],
  suffixes: ALPINE,
});

const HTTPD_VERSIONS: Readonly<Record<string, string>> = { latest: '2.4.66', '2': '2.4.66', '2.4': '2.4.66' };

function httpdContents(tag: string): ImageContents {
  const number = tag.replace(/-.*$/, '').replace(/^(alpine|bookworm|trixie)$/, 'latest');
  return {
    base: tag.includes('alpine') ? 'alpine' : 'debian',
    programs: ['/usr/local/bin/httpd-foreground', '/usr/local/apache2/bin/httpd', '/usr/local/bin/httpd'],
    files: {
      '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
      '/usr/local/apache2/conf/httpd.conf':
        'ServerRoot "/usr/local/apache2"\nListen 80\nDocumentRoot "/usr/local/apache2/htdocs"\n',
    },
    cmd: ['httpd-foreground'],
    env: [
      ['HTTPD_PREFIX', '/usr/local/apache2'],
      ['HTTPD_VERSION', HTTPD_VERSIONS[number] ?? number],
      ['PATH', '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ],
    workingDir: '/usr/local/apache2',
    stopSignal: 'SIGWINCH',
    size: tag.includes('alpine') ? 19_973_612 : 45_236_312,
  };
}

/** Web servers and what stands for one in exercises. */
export const WEB_IMAGES: readonly ImageDeclaration[] = [
  { repository: 'docker.io/library/nginx', hasTag: nginxTags, contents: nginxContents },
  {
    repository: 'docker.io/nginxinc/nginx-unprivileged',
    hasTag: nginxTags,
    contents: (tag) => {
      const contents = nginxContents(tag);
      return {
        ...contents,
        user: 101,
        files: {
          ...contents.files,
          '/etc/nginx/conf.d/default.conf': NGINX_DEFAULT_CONF.replace('listen       80;', 'listen       8080;'),
        },
      };
    },
  },
  {
    repository: 'docker.io/library/httpd',
    hasTag: tags({ words: ['alpine', 'bookworm', 'trixie'], versions: ['2'], suffixes: ALPINE }),
    contents: httpdContents,
  },
  {
    repository: 'docker.io/traefik/whoami',
    hasTag: tags({ versions: ['1'], v: true }),
    contents: () => ({ base: 'scratch', programs: ['/whoami'], entrypoint: ['/whoami'], size: 2_892_181 }),
  },
  ...['gcr.io/google-samples/hello-app', 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'].map(
    (repository): ImageDeclaration => ({
      repository,
      hasTag: (tag) => ['1.0', '2.0'].includes(tag),
      contents: (tag) => ({
        base: 'scratch',
        programs: ['/hello-app'],
        cmd: ['/hello-app'],
        env: [['HELLO_APP_VERSION', `${tag}.0`]],
        size: tag === '1.0' ? 13_746_942 : 13_747_146,
      }),
    }),
  ),
  {
    repository: 'docker.io/hashicorp/http-echo',
    hasTag: tags({ versions: ['0', '1'], words: ['alpine'] }),
    contents: () => ({
      base: 'scratch',
      programs: ['/http-echo'],
      entrypoint: ['/http-echo'],
      user: 65532,
      size: 5_700_433,
    }),
  },
  ...['ghcr.io/nginx/kic-test-grpc-server', 'ghcr.io/nginxinc/kic-test-grpc-server'].map(
    (repository): ImageDeclaration => ({
      repository,
      hasTag: tags({ versions: ['0'], words: ['edge'] }),
      contents: () => ({ base: 'scratch', programs: ['/grpc-server'], entrypoint: ['/grpc-server'], size: 7_100_000 }),
    }),
  ),
  {
    repository: 'docker.io/moul/grpcbin',
    hasTag: tags({ versions: ['1'], v: true }),
    contents: () => ({ base: 'alpine', programs: ['/bin/grpcbin'], entrypoint: ['/bin/grpcbin'], workingDir: '/root', size: 13_400_000 }), // prettier-ignore
  },
  {
    repository: 'docker.io/fullstorydev/grpcurl',
    hasTag: tags({ versions: ['1'], v: true, words: ['alpine'], suffixes: ['-alpine'] }),
    contents: () => ({ base: 'scratch', programs: ['/bin/grpcurl'], entrypoint: ['/bin/grpcurl'], user: 10_000, size: 11_300_000 }), // prettier-ignore
  },
  {
    repository: 'docker.io/kennethreitz/httpbin',
    hasTag: (tag) => tag === 'latest',
    contents: () => ({
      base: 'ubuntu',
      programs: ['gunicorn', 'python3', 'python'],
      cmd: ['gunicorn', '-b', '0.0.0.0:80', 'httpbin:app', '-k', 'gevent'],
      size: 175_446_134,
    }),
  },
  {
    repository: 'docker.io/kodekloud/webapp-color',
    hasTag: tags({ words: ['v1', 'v2', 'v3'] }),
    contents: (tag) => ({
      base: 'debian',
      programs: ['python', 'python3', '/opt/app.py'],
      cmd: ['python', '/opt/app.py'],
      env: [['APP_VERSION', tag]],
      workingDir: '/opt',
      size: 31_777_918,
    }),
  },
];
