import { request } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../../src/cli/serve/certificate';
import { createApiServer } from '../../../src/cli/serve/server';
import { createLab, openCluster } from '../../../src/engine';

/** What clients do wrong, or too much of, does no harm to `cka-net serve`. */
const TOKEN = 'secret';
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createApiServer(
    openCluster(await createLab('empty'), { token: TOKEN, nowMs: Date.now }),
    selfSignedCertificate(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

interface Reply {
  readonly status: number;
  readonly body: { readonly message?: string; readonly reason?: string; readonly items?: readonly unknown[] };
}

function ask(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        rejectUnauthorized: false,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Reply['body'] }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

const PODS = '/api/v1/namespaces/default/pods';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const alive = async (): Promise<void> => expect((await ask('GET', '/api/v1/namespaces')).status).toBe(200);

describe('cka-net serve', () => {
  it('refuses who has no token, or a wrong one', async () => {
    expect(await ask('GET', PODS, '', { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized', reason: 'Unauthorized' },
    });
    expect((await ask('GET', PODS, '', { authorization: '' })).status).toBe(401);
  });

  it('refuses a manifest of 10 MB, and goes on', async () => {
    const manifest = JSON.stringify({ metadata: { name: 'big' }, data: { text: 'x'.repeat(10 * 1024 * 1024) } });
    const { status, body } = await ask('POST', CONFIG_MAPS, manifest);
    expect([status, body.reason]).toEqual([413, 'RequestEntityTooLarge']);
    expect((await ask('GET', `${CONFIG_MAPS}/big`)).status).toBe(404);
    await alive();
  });

  it('refuses what is no JSON', async () => {
    for (const text of ['{', '[1,', 'nonsense', '', '"text"', '{"metadata":{"name":"a"},"data":"x"}']) {
      const { status, body } = await ask('POST', CONFIG_MAPS, text);
      expect([text, status, body.reason]).toEqual([text, 400, 'BadRequest']);
    }
    // kube-root-ca.crt is all there is.
    expect((await ask('GET', CONFIG_MAPS)).body.items).toHaveLength(1);
    await alive();
  });

  it('names everything that is wrong with a manifest, and stores nothing', async () => {
    const spec = { containers: [{ name: 'A', image: '' }], restartPolicy: 'Sometimes' };
    const { status, body } = await ask('POST', PODS, JSON.stringify({ metadata: { name: 'Bad_Name' }, spec }));
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    for (const field of [
      'metadata.name',
      'spec.containers[0].name',
      'spec.containers[0].image',
      'spec.restartPolicy',
    ]) {
      expect(body.message).toContain(`${field}: `);
    }
    expect((await ask('GET', PODS)).body.items).toEqual([]);
  });

  it('tells a watch that is left open of every change, and forgets it when its client is gone', async () => {
    const seen: string[] = [];
    const watching = request({
      host: '127.0.0.1',
      port,
      path: `${CONFIG_MAPS}?watch=true`,
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const opened = new Promise<void>((resolve) => {
      watching.on('response', (response) => {
        response.setEncoding('utf8').on('data', (text: string) => seen.push(...text.trim().split('\n')));
        resolve();
      });
    });
    watching.on('error', () => undefined);
    watching.end();
    await opened;
    for (const name of ['a', 'b', 'c']) await ask('POST', CONFIG_MAPS, JSON.stringify({ metadata: { name } }));
    while (seen.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(seen.map((line) => (JSON.parse(line) as { readonly type: string }).type)).toEqual([
      'ADDED',
      'ADDED',
      'ADDED',
    ]);
    watching.destroy();
    await alive();
  });

  it('serves 200 clients at once, each with its own object', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `client-${index}`);
    const made = await Promise.all(
      names.map((name) => ask('POST', CONFIG_MAPS, JSON.stringify({ metadata: { name } }))),
    );
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    const found = await Promise.all(names.map((name) => ask('GET', `${CONFIG_MAPS}/${name}`)));
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
