import { describe, expect, it } from 'vitest';
import { addToken } from '../../../../../src/engine/kubernetes/api/auth/authenticate';
import { subjectOfRequest } from '../../../../../src/engine/kubernetes/api/certificates/signing-request';
import { TestCluster as Api, type Loose } from '../api/cluster';
import { TestCluster } from './cluster';

/** Made by `openssl req -new -newkey rsa:1024 -nodes -subj /CN=john/O=dev`, and the same for /CN=eve/O=system:masters. */
const JOHN = [
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQlhEQ0J4Z0lCQURBZE1RMHdDd1lEVlFRRERBUnFiMmh1TVF3d0NnWURWUV',
  'FLREFOa1pYWXdnWjh3RFFZSgpLb1pJaHZjTkFRRUJCUUFEZ1kwQU1JR0pBb0dCQUt1b2JiZ1JWVFBrUStzMVlMZnVPUi9Uak80SVhSQ0t2NVhn',
  'CjhaZ1FtU1N0Y1VYMTBFWVczUTVYVEorQ3VTbDBFeUdLWGloUWJFS0E5aHRNUnJDQ0dZUHdZOGdoMW03Q09JWDMKdzBNWnM1aHZxaGg2T3dOUW',
  'xtNTlOMGxDbHZ6eDVwTzloTjNOWmVEQitHZ0ZZVTM1NW9GOU5kZERDQy93aVREVwpacDJMYnNUQkFnTUJBQUdnQURBTkJna3Foa2lHOXcwQkFR',
  'c0ZBQU9CZ1FCWVBrbzhYVWtJcUdYTEZtZFlBTGxrCnBGdWErTDJwMDNSVFFUK2k4VlYvbUVOZ0JIbXVVS3JSRmIvcEFGYlZhVnFUdlNxd01wUm',
  'lNSFNwSXlabUF3ZzMKZ3A3em5OMnlma1k5MEMzc2RIaFc4K0FsY0tuMmtyK1l5RGxBV1hVdjI0VWVBejRMVzRFdk9YZ05OelE0UUV4QwpEcUtZ',
  'ekZYMkJMYlc1MVZBSkgyOU5RPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==',
].join('');
const EVE = [
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQlpqQ0IwQUlCQURBbk1Rd3dDZ1lEVlFRRERBTmxkbVV4RnpBVkJnTlZCQW',
  '9NRG5ONWMzUmxiVHB0WVhOMApaWEp6TUlHZk1BMEdDU3FHU0liM0RRRUJBUVVBQTRHTkFEQ0JpUUtCZ1FDYXI2Z081Njh0c0tYL1JFRE52L1hN',
  'CklRa0VkVXV1RUh2OUNESUR5YjFodUtZRHJuRGFGdHFOMkNhcS9FYXp6cEkzZ1Zjc1hiSkhIZmNaUXcwK3hlTW0KcER4eDFnTGdodHFIcERLT1',
  'BsdVdqbGk1MGdmVWpkd3Q5RmVUbGsrSHBYSjlheU5HMGJsN3dUU1V6OExoM21FcQpOQkgyT05QQWtsT255SEdCQmJjZFB3SURBUUFCb0FBd0RR',
  'WUpLb1pJaHZjTkFRRUxCUUFEZ1lFQWEwN0hoSW9BCmFrTUE5bGRLUG82YnNmajZFWlpic1J5QkJFU1lweTNGV1Y3NW52di9zWkV6UEN3MGJvZ0',
  'RCK0NZZnUzT3haaWoKZUVzaVN5MkVDT09UMENHdGoxbDkwanB6RHRKK1dXQm9SNC9MK3NRMEZaZ2hycFNDYm9CSnZrS3NoT1hSMmt4SApxdjEy',
  'dFMyMnhpc09GVFl0WS9nbkY1MG0xM25Bb2FOSzcxQT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==',
].join('');

const REQUESTS = '/apis/certificates.k8s.io/v1/certificatesigningrequests';

function request(name: string, text: string) {
  const spec = { request: text, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] };
  return { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', metadata: { name }, spec };
}

function clusters(): { readonly api: Api; readonly loops: TestCluster } {
  const loops = new TestCluster([]);
  addToken(loops.world, 'secret', { username: 'admin', groups: ['system:masters', 'system:authenticated'] });
  return { api: new Api(loops.world), loops };
}

describe('certificate signing requests', () => {
  it('say whom they are for', () => {
    expect(subjectOfRequest(JOHN)).toEqual({ commonName: 'john', organizations: ['dev'] });
    expect(subjectOfRequest('bm9uc2Vuc2U=')).toBeUndefined();
  });

  it('are signed when somebody has approved them, and the certificate lets its subject in', () => {
    const { api, loops } = clusters();
    const made = api.ask('POST', REQUESTS, request('john', JOHN));
    expect(made.body.spec).toMatchObject({ username: 'admin', groups: ['system:masters', 'system:authenticated'] });
    loops.run(1);
    const waiting = api.get(`${REQUESTS}/john`).body;
    expect(waiting.status).toEqual({});
    const condition = { type: 'Approved', status: 'True', reason: 'KubectlApprove', message: 'yes' };
    const { status } = api.ask('PUT', `${REQUESTS}/john/approval`, { ...waiting, status: { conditions: [condition] } });
    expect(status).toBe(200);
    loops.run(1);
    const signed = api.get(`${REQUESTS}/john`).body as Loose & { readonly status: { readonly certificate: string } };
    expect(atob(signed.status.certificate)).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    const who = api.get('/api/v1/pods', { token: signed.status.certificate });
    expect(who.body.message).toBe(
      'pods is forbidden: User "john" cannot list resource "pods" in API group "" at the cluster scope',
    );
  });

  it('are not signed when they are denied', () => {
    const { api, loops } = clusters();
    api.ask('POST', REQUESTS, request('john', JOHN));
    const waiting = api.get(`${REQUESTS}/john`).body;
    const condition = { type: 'Denied', status: 'True', reason: 'KubectlDeny', message: 'no' };
    api.ask('PUT', `${REQUESTS}/john/approval`, { ...waiting, status: { conditions: [condition] } });
    loops.run(1);
    expect(api.get(`${REQUESTS}/john`).body.status).not.toHaveProperty('certificate');
  });

  it('make nobody a member of system:masters', () => {
    expect(clusters().api.ask('POST', REQUESTS, request('eve', EVE)).body.message).toBe(
      'certificatesigningrequests.certificates.k8s.io "eve" is forbidden: use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed',
    );
  });
});

describe('versions on their way out', () => {
  it('say so with every answer', () => {
    const { headers } = clusters().api.get('/api/v1/namespaces/default/endpoints');
    expect(headers.get('warning')).toBe(
      '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
    );
  });
});
