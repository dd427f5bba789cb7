/** A kubeconfig for one server and one token. JSON is YAML too, but people read these files. */
export function kubeconfig(server: string, certificate: string, token: string): string {
  const ca = Buffer.from(certificate).toString('base64');
  return `apiVersion: v1
kind: Config
clusters:
- name: cka-net
  cluster:
    certificate-authority-data: ${ca}
    server: ${server}
contexts:
- name: cka-net
  context:
    cluster: cka-net
    user: kubernetes-admin
current-context: cka-net
users:
- name: kubernetes-admin
  user:
    token: ${token}
`;
}
