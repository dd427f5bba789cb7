import { certificatesOf } from '../../../x509/certificate';
import { pemBlocks } from '../../../x509/pem';
import { readPrivateKey } from '../../../x509/rsa';
import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import type { ApiObject, JsonMap } from '../../json/types';
import { addFiles, dataOf, keyProblems, toBase64 } from '../../generators/data';
import { contentHash } from '../../generators/hash';
import { generator, metadata } from '../publish';

const CONFIGMAPS = { root: '/api/v1', plural: 'configmaps', namespaced: true };
const SECRETS = { root: '/api/v1', plural: 'secrets', namespaced: true };

/** `kubectl create configmap`. */
export const createConfigMap = generator(CONFIGMAPS, 'configmap:', (k, name): ApiObject => {
  const data: Record<string, string> = {};
  dataOf(
    k,
    (key, value) => {
      const problems = keyProblems(key);
      if (problems.length > 0)
        throw new CommandError(`${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${problems.join(',')}`);
      if (Object.hasOwn(data, key))
        throw new CommandError(
          `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`,
        );
      data[key] = value;
    },
    { env: 'config' },
  );
  const full = k.bool('append-hash') ? `${name}-${contentHash({ data, kind: 'ConfigMap', name })}` : name;
  return {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: metadata(k, full, true),
    ...(Object.keys(data).length > 0 && { data: sortedTexts(data) }),
  };
});

function sortedTexts(data: Readonly<Record<string, string>>): JsonMap {
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function secret(k: Invocation, name: string, type: string, data: Readonly<Record<string, string>>): ApiObject {
  const full = k.bool('append-hash') ? `${name}-${contentHash({ data, kind: 'Secret', name, type })}` : name;
  return {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: metadata(k, full, true),
    ...(Object.keys(data).length > 0 && { data: sortedTexts(data) }),
    ...(type !== '' && { type }),
  };
}

function adder(data: Record<string, string>): (key: string, value: string) => void {
  return (key, value) => {
    const problems = keyProblems(key);
    if (problems.length > 0)
      throw new CommandError(`${JSON.stringify(key)} is not valid key name for a Secret ${problems.join(';')}`);
    if (Object.hasOwn(data, key))
      throw new CommandError(`cannot add key ${key}, another key by that name already exists`);
    data[key] = toBase64(value);
  };
}

/** `kubectl create secret generic`. */
export const createSecretGeneric = generator(SECRETS, 'secret', (k, name): ApiObject => {
  const data: Record<string, string> = {};
  dataOf(k, adder(data), { env: 'secret' });
  return secret(k, name, k.text('type'), data);
});

/** `kubectl create secret docker-registry`. */
export const createSecretDockerRegistry = generator(SECRETS, 'secret', (k, name): ApiObject => {
  const files = k.flags.list('from-file');
  const [username, password, server, email] = ['username', 'password', 'server', 'email'].map((part) =>
    k.text(`docker-${part}`),
  );
  if (files.length === 0 && (!username || !password || !server))
    throw new CommandError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  const data: Record<string, string> = {};
  if (files.length > 0) {
    const add = adder(data);
    addFiles(k, files, (key, value) =>
      add(files.some((file) => file.includes('=')) ? key : '.dockerconfigjson', value),
    );
  } else {
    const entry = { username, password, ...(email && { email }), auth: toBase64(`${username}:${password}`) };
    data['.dockerconfigjson'] = toBase64(marshal({ auths: { [server ?? '']: entry } }, false));
  }
  return secret(k, name, 'kubernetes.io/dockerconfigjson', data);
});

/** What crypto/tls (X509KeyPair) has against a certificate and its key. */
function keyPairFault(certificate: string, key: string): string | undefined {
  const labels = (text: string): readonly string[] => pemBlocks(text).map(({ label }) => label);
  const listed = (list: readonly string[]): string => `[${list.join(' ')}]`;
  const [shown, given] = [labels(certificate), labels(key)];
  if (!shown.includes('CERTIFICATE')) {
    if (shown.length === 0) return 'tls: failed to find any PEM data in certificate input';
    if (shown.length === 1 && shown[0]?.endsWith('PRIVATE KEY') === true)
      return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
    return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${listed(shown)}`;
  }
  const [first] = certificatesOf(certificate);
  if (!first) return 'x509: malformed certificate';
  if (!given.some((label) => label.endsWith('PRIVATE KEY'))) {
    if (given.length === 0) return 'tls: failed to find any PEM data in key input';
    if (given.length === 1 && given[0] === 'CERTIFICATE')
      return 'tls: found a certificate rather than a key in the PEM for the private key';
    return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${listed(given)}`;
  }
  const own = readPrivateKey(key);
  if (!own) return 'tls: failed to parse private key';
  return own.n === first.key.n ? undefined : 'tls: private key does not match public key';
}

/** `kubectl create secret tls`. */
export const createSecretTls = generator(SECRETS, 'secret', (k, name): ApiObject => {
  const cert = k.text('cert');
  const key = k.text('key');
  if (cert === '' || key === '') throw new CommandError('key and cert must be specified');
  const read = (path: string): string => {
    if (!k.process.files.exists(path))
      throw new CommandError(`Cannot read file ${path}, open ${path}: no such file or directory`);
    return k.process.files.read(path);
  };
  const [certificate, privateKey] = [read(cert), read(key)];
  const wrong = keyPairFault(certificate, privateKey);
  if (wrong !== undefined) throw new CommandError(wrong);
  return secret(k, name, 'kubernetes.io/tls', { 'tls.crt': toBase64(certificate), 'tls.key': toBase64(privateKey) });
});
