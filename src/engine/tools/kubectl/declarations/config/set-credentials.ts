import { command, flag } from '../../args/declare';

/** `kubectl config set-credentials`. */
export const CONFIG_SET_CREDENTIALS = command({
  name: 'set-credentials',
  words: { en: 'Set a user entry in kubeconfig', ko: 'kubeconfig의 사용자 항목을 설정합니다' },
  long: `Set a user entry in kubeconfig.

 Specifying a name that already exists will merge new fields on top of existing values.

        Client-certificate flags:
        --client-certificate=certfile --client-key=keyfile
        
        Bearer token flags:
        --token=bearer_token
        
        Basic auth flags:
        --username=basic_user --password=basic_password
        
 Bearer token and basic auth are mutually exclusive.`,
  examples: `# Set only the "client-key" field on the "cluster-admin"
# entry, without touching other values
kubectl config set-credentials cluster-admin --client-key=~/.kube/admin.key

# Set basic auth for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --username=admin --password=uXFGweU9l35qcif

# Embed client certificate data in the "cluster-admin" entry
kubectl config set-credentials cluster-admin --client-certificate=~/.kube/admin.crt --embed-certs=true

# Enable the Google Compute Platform auth provider for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --auth-provider=gcp

# Enable the OpenID Connect auth provider for the "cluster-admin" entry with additional arguments
kubectl config set-credentials cluster-admin --auth-provider=oidc --auth-provider-arg=client-id=foo --auth-provider-arg=client-secret=bar

# Remove the "client-secret" config value for the OpenID Connect auth provider for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --auth-provider=oidc --auth-provider-arg=client-secret-

# Enable new exec auth plugin for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --exec-command=/path/to/the/executable --exec-api-version=client.authentication.k8s.io/v1beta1

# Enable new exec auth plugin for the "cluster-admin" entry with interactive mode
kubectl config set-credentials cluster-admin --exec-command=/path/to/the/executable --exec-api-version=client.authentication.k8s.io/v1beta1 --exec-interactive-mode=Never

# Define new exec auth plugin arguments for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --exec-arg=arg1 --exec-arg=arg2

# Create or update exec auth plugin environment variables for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --exec-env=key1=val1 --exec-env=key2=val2

# Remove exec auth plugin environment variables for the "cluster-admin" entry
kubectl config set-credentials cluster-admin --exec-env=var-to-remove-`,
  usage:
    'kubectl config set-credentials NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value] [options]',
  flags: [
    flag(
      '--auth-provider',
      'string',
      '',
      'Auth provider for the user entry in kubeconfig',
      '사용자 항목의 인증 제공자',
    ),
    flag(
      '--auth-provider-arg',
      'list',
      '[]',
      "'key=value' arguments for the auth provider",
      '인증 제공자의 키=값 인수',
    ),
    flag(
      '--client-certificate',
      'string',
      '',
      'Path to client-certificate file for the user entry in kubeconfig',
      '클라이언트 인증서 파일의 경로',
    ),
    flag(
      '--client-key',
      'string',
      '',
      'Path to client-key file for the user entry in kubeconfig',
      '클라이언트 키 파일의 경로',
    ),
    flag(
      '--embed-certs',
      'bool',
      'false',
      'Embed client cert/key for the user entry in kubeconfig',
      '인증서를 kubeconfig에 넣음',
    ),
    flag(
      '--exec-api-version',
      'string',
      '',
      'API version of the exec credential plugin for the user entry in kubeconfig',
      'exec 자격 증명 플러그인의 API 버전',
    ),
    flag(
      '--exec-arg',
      'list',
      '[]',
      'New arguments for the exec credential plugin command for the user entry in kubeconfig',
      'exec 플러그인 명령의 인수',
    ),
    flag(
      '--exec-command',
      'string',
      '',
      'Command for the exec credential plugin for the user entry in kubeconfig',
      'exec 자격 증명 플러그인의 명령',
    ),
    flag(
      '--exec-env',
      'list',
      '[]',
      "'key=value' environment values for the exec credential plugin",
      'exec 플러그인의 환경 변수',
    ),
    flag(
      '--exec-interactive-mode',
      'string',
      '',
      'InteractiveMode of the exec credentials plugin for the user entry in kubeconfig',
      'exec 플러그인의 대화 모드',
    ),
    flag(
      '--exec-provide-cluster-info',
      'bool',
      'false',
      'ProvideClusterInfo of the exec credentials plugin for the user entry in kubeconfig',
      'exec 플러그인에 클러스터 정보를 줌',
    ),
    flag('--password', 'string', '', 'password for the user entry in kubeconfig', '기본 인증의 비밀번호'),
    flag('--token', 'string', '', 'token for the user entry in kubeconfig', 'API 서버에 쓸 베어러 토큰'),
    flag('--username', 'string', '', 'username for the user entry in kubeconfig', '기본 인증의 사용자 이름'),
  ],
});
