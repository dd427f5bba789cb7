import { command, flag } from '../../args/declare';

/** `kubectl config set-cluster`. */
export const CONFIG_SET_CLUSTER = command({
  name: 'set-cluster',
  words: { en: 'Set a cluster entry in kubeconfig', ko: 'kubeconfig의 클러스터 항목을 설정합니다' },
  long: `Set a cluster entry in kubeconfig.

 Specifying a name that already exists will merge new fields on top of existing values for those fields.`,
  examples: `# Set only the server field on the e2e cluster entry without touching other values
kubectl config set-cluster e2e --server=https://1.2.3.4

# Embed certificate authority data for the e2e cluster entry
kubectl config set-cluster e2e --embed-certs --certificate-authority=~/.kube/e2e/kubernetes.ca.crt

# Disable cert checking for the e2e cluster entry
kubectl config set-cluster e2e --insecure-skip-tls-verify=true

# Set the custom TLS server name to use for validation for the e2e cluster entry
kubectl config set-cluster e2e --tls-server-name=my-cluster-name

# Set the proxy URL for the e2e cluster entry
kubectl config set-cluster e2e --proxy-url=https://1.2.3.4`,
  usage:
    'kubectl config set-cluster NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com] [options]',
  flags: [
    flag(
      '--certificate-authority',
      'string',
      '',
      'Path to certificate-authority file for the cluster entry in kubeconfig',
      '인증 기관 인증서 파일의 경로',
    ),
    flag(
      '--embed-certs',
      'bool',
      'false',
      'embed-certs for the cluster entry in kubeconfig',
      '인증서를 kubeconfig에 넣음',
    ),
    flag(
      '--insecure-skip-tls-verify',
      'bool',
      'false',
      'insecure-skip-tls-verify for the cluster entry in kubeconfig',
      '서버 인증서를 검증하지 않음',
    ),
    flag('--proxy-url', 'string', '', 'proxy-url for the cluster entry in kubeconfig', '클러스터 항목의 프록시 URL'),
    flag('--server', 'string', '', 'server for the cluster entry in kubeconfig', 'Kubernetes API 서버의 주소와 포트'),
    flag(
      '--tls-server-name',
      'string',
      '',
      'tls-server-name for the cluster entry in kubeconfig',
      '서버 인증서를 확인할 때 쓸 이름',
    ),
  ],
});
