import { beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../../../../src/engine';
import { logLines } from '../../../../../src/engine/kernel/containers/log';
import { container, nodeLab, runContainer, sh } from '../containers/node-lab';

/** As nginx 1.22 answers with the same configuration, versions and dates aside. */
const CONF = `events {}
http {
  log_format up '$remote_addr "$request" $status $upstream_addr $upstream_status $upstream_response_length';
  access_log /dev/stdout up;
  upstream dead { server 127.0.0.1:9; }
  upstream mixed { server 127.0.0.1:9; server 127.0.0.1:8000; }
  server { listen 8000; root /usr/share/nginx/html; }
  server {
    listen 80;
    location /app/ { proxy_pass http://127.0.0.1:8000/; }
    location /keep/ { proxy_pass http://127.0.0.1:8000; }
    location /dead { proxy_pass http://dead; }
    location /far { proxy_pass http://192.0.2.1; proxy_connect_timeout 5s; }
    location /mixed { proxy_pass http://mixed/; }
    location /old { rewrite ^/old/(.*)$ /new/$1 permanent; }
    location /r { return 308 https://$host$request_uri; }
    location /rw { rewrite "(?i)/rw(/|$)(.*)" /$2 break; proxy_pass http://127.0.0.1:8000; }
    location /mine { deny 127.0.0.0/8; allow all; proxy_pass http://127.0.0.1:8000/; }
  }
}
`;

describe('nginx as a reverse proxy', () => {
  let lab: Lab;
  let id: string;
  const ask = async (words: string): Promise<string> => (await sh(lab, `curl -si ${words}`, id)).out.replace(/\r/g, '');

  beforeAll(async () => {
    lab = await nodeLab();
    await sh(lab, `mkdir /conf; cat > /conf/nginx.conf <<'X'\n${CONF}X`);
    const mounts = [{ containerPath: '/etc/nginx/nginx.conf', hostPath: '/conf/nginx.conf', readOnly: true }];
    id = runContainer(lab, container('nginx:1.27', { mounts }));
    await sh(lab, 'echo hello > /usr/share/nginx/html/index.html', id);
  });

  it('puts its own path in the place of the location’s, or keeps the path', async () => {
    expect(await ask('localhost/app/')).toMatch(
      /^HTTP\/1\.1 200 OK\nServer: nginx\/1\.27\S*\nDate: .*\nContent-Type: text\/plain\nContent-Length: 6\nConnection: keep-alive\nLast-Modified: .*\nETag: .*\nAccept-Ranges: bytes\n\nhello\n$/,
    );
    expect(await ask('localhost/keep/')).toMatch(/^HTTP\/1\.1 404 Not Found\n/);
  });

  it('answers 502 when nobody listens behind it, and tries the next server of a group first', async () => {
    expect(await ask('localhost/dead')).toContain('<hr><center>nginx/1.27');
    expect(await ask('localhost/dead')).toMatch(/^HTTP\/1\.1 502 Bad Gateway\n/);
    expect(await ask('localhost/mixed')).toMatch(/\n\nhello\n$/);
    const lines = logLines(lab.world, id).map(({ text }) => text);
    expect(lines.at(-1)).toBe('127.0.0.1 "GET /mixed HTTP/1.1" 200 127.0.0.1:9, 127.0.0.1:8000 502, 200 0, 6');
    expect(lines.filter((line) => line.includes('[error]')).at(-1)).toContain(
      'connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: localhost, request: "GET /mixed HTTP/1.1", upstream: "http://127.0.0.1:9/mixed", host: "localhost"',
    );
  });

  it('gives a server up that does not answer', async () => {
    const before = lab.world.nowUs;
    expect(await ask('localhost/far')).toMatch(/^HTTP\/1\.1 50[24] /);
    expect(lab.world.nowUs - before).toBeLessThan(6_000_000);
  });

  it('rewrites and redirects', async () => {
    expect(await ask("'localhost/old/x?a=1'")).toMatch(
      /\nLocation: http:\/\/localhost\/new\/x\?a=1\nConnection: keep-alive\n/,
    );
    expect(await ask("'localhost/r/x?a=1'")).toMatch(
      /\nConnection: keep-alive\nLocation: https:\/\/localhost\/r\/x\?a=1\n/,
    );
    expect(await ask('localhost/rw')).toMatch(/\n\nhello\n$/);
    expect(await ask("'localhost/rw/index.html?x=y'")).toMatch(/\n\nhello\n$/);
  });

  it('lets nobody in whom it denies', async () => {
    expect(await ask('localhost/mine')).toMatch(/^HTTP\/1\.1 403 Forbidden\n/);
  });

  it('forks while a request is with the server behind', async () => {
    const fork = lab.fork();
    expect((await sh(fork, 'curl -s localhost/app/', id)).out).toBe('hello\n');
    expect((await sh(lab, 'curl -s localhost/app/', id)).out).toBe('hello\n');
  });
});
