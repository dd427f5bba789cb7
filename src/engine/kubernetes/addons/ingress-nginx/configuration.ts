import type { IngressLocation, IngressModel, IngressServer } from './model';

/** nginx.conf as ingress-nginx writes it (rootfs/etc/nginx/template/nginx.tmpl), without the Lua that only its own nginx has. */

const LOG_FORMAT = `'$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id'`; // prettier-ignore

export function nginxConfiguration(
  { servers }: IngressModel,
  hasCertificate: (server: IngressServer) => boolean,
): string {
  return `# Do not change this file: it is written anew whenever an Ingress changes.
pid /tmp/nginx/nginx.pid;
daemon off;
worker_processes 2;
events {
	multi_accept        on;
	worker_connections  16384;
	use                 epoll;
}

http {
	server_tokens off;
	keepalive_timeout  75s;
	client_max_body_size 1m;
	log_format upstreaminfo ${LOG_FORMAT};
	access_log /var/log/nginx/access.log upstreaminfo;

	upstream upstream_balancer {
		### Attention!!!
		#
		# We no longer create "upstream" section for every backend.
		# Backends are handled dynamically using Lua. If you would like to debug
		# and see what backends ingress-nginx has in its memory you can
		# install our kubectl plugin https://kubernetes.github.io/ingress-nginx/kubectl-plugin.
		###
		server 0.0.0.1; # placeholder
		keepalive 320;
	}

${servers.map((server) => serverText(server, hasCertificate(server))).join('\n')}
	# backend for when default-backend-service is not configured or it does not have endpoints
	server {
		listen 127.0.0.1:8181 default_server;
		access_log off;
		location / {
			return 404;
		}
	}
}
`;
}

function serverText(server: IngressServer, hasCertificate: boolean): string {
  const { host } = server;
  const options = host === '_' ? ' default_server' : '';
  return `	## start server ${host}
	server {
		server_name ${host} ;

		listen 80${options} ;
		listen 443${options} ssl;

		set $proxy_upstream_name "-";
		set $proxy_alternative_upstream_name "";
		set $req_id $request_id;
${hasCertificate ? `		# Certificate of ${server.secret ?? ''}\n` : ''}${host === '_' ? HEALTH : ''}${server.locations.flatMap(locationTexts).join('\n')}	}
	## end server ${host}
`;
}

const HEALTH = `
		location = /healthz {
			return 200;
		}

`;

/** The locations of a path: an exact one beside the prefix, so that `/app` is found and `/application` is not. */
function locationTexts(location: IngressLocation): readonly string[] {
  const { path, type, isExpression } = location;
  if (isExpression) return [locationText(location, type === 'Exact' ? `~* "^${path}$"` : `~* "^${path}"`)];
  if (type === 'Exact') return [locationText(location, `= ${path}`)];
  if (path === '/') return [locationText(location, '/')];
  const bare = path.replace(/\/+$/, '');
  return [locationText(location, `${bare}/`), locationText(location, `= ${bare}`)];
}

function locationText(location: IngressLocation, where: string): string {
  const { namespace, ingress, service, port, path, group, annotations, redirectsToTls } = location;
  const lines = [
    `set $namespace      "${namespace}";`,
    `set $ingress_name   "${ingress}";`,
    `set $service_name   "${service}";`,
    `set $service_port   "${port}";`,
    `set $location_path  "${quoted(path)}";`,
    `set $proxy_upstream_name "${group}";`,
    `set $best_http_host $http_host;`,
    ...(redirectsToTls ? ['if ($scheme = http) { return 308 https://$host$request_uri; }'] : []),
    ...accessLines(annotations),
    ...redirectLines(annotations),
    ...canaryLines(location),
    `proxy_connect_timeout ${annotations.get('proxy-connect-timeout') ?? '5'}s;`,
    `proxy_read_timeout ${annotations.get('proxy-read-timeout') ?? '60'}s;`,
    `proxy_http_version ${annotations.get('proxy-http-version') ?? '1.1'};`,
    `proxy_set_header Host ${hostOf(annotations)};`,
    'proxy_set_header X-Request-ID $req_id;',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-For $remote_addr;',
    'proxy_set_header X-Forwarded-Host $best_http_host;',
    'proxy_set_header X-Forwarded-Port $server_port;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_set_header X-Forwarded-Scheme $scheme;',
    'proxy_set_header X-Scheme $scheme;',
    ...prefixLines(annotations),
    ...rewriteLines(location),
    'proxy_pass http://upstream_balancer;',
  ];
  return `\n		location ${where} {\n${lines.map((line) => `			${line}\n`).join('')}		}\n`;
}

function hostOf(annotations: ReadonlyMap<string, string>): string {
  const host = annotations.get('upstream-vhost');
  return host === undefined ? '$best_http_host' : `"${quoted(host)}"`;
}

function accessLines(annotations: ReadonlyMap<string, string>): readonly string[] {
  const words = (name: string): readonly string[] => (annotations.get(name) ?? '').split(',').map((word) => word.trim()).filter((word) => word !== ''); // prettier-ignore
  const allowed = [...words('whitelist-source-range'), ...words('allowlist-source-range')];
  return [
    ...words('denylist-source-range').map((range) => `deny ${range};`),
    ...allowed.map((range) => `allow ${range};`),
    ...(allowed.length > 0 ? ['deny all;'] : []),
  ];
}

function redirectLines(annotations: ReadonlyMap<string, string>): readonly string[] {
  const [permanent, temporal, root] = [annotations.get('permanent-redirect'), annotations.get('temporal-redirect'), annotations.get('app-root')]; // prettier-ignore
  const code = annotations.get('permanent-redirect-code') ?? '301';
  return [
    ...(root === undefined ? [] : [`if ($uri = /) { return 302 $scheme://$http_host${quoted(root)}; }`]),
    ...(temporal === undefined
      ? []
      : [`return ${annotations.get('temporal-redirect-code') ?? '302'} "${quoted(temporal)}";`]),
    ...(permanent === undefined ? [] : [`return ${code} "${quoted(permanent)}";`]),
  ];
}

function prefixLines(annotations: ReadonlyMap<string, string>): readonly string[] {
  const prefix = annotations.get('x-forwarded-prefix');
  return prefix === undefined ? [] : [`proxy_set_header X-Forwarded-Prefix "${quoted(prefix)}";`];
}

function rewriteLines({ annotations, path }: IngressLocation): readonly string[] {
  const target = annotations.get('rewrite-target');
  return target === undefined || target === path ? [] : [`rewrite "(?i)${quoted(path)}" ${quoted(target)} break;`];
}

/** Precedence: the header, then the cookie, then the weight (docs: annotations, Canary). */
function canaryLines({ canary }: IngressLocation): readonly string[] {
  if (!canary) return [];
  const lines = ['set $canary_share $request_number;'];
  const { group, weight, total, header, headerValue, cookie } = canary;
  const choose = (condition: string, answer: string): string => `if (${condition}) { set $canary "${answer}"; }`;
  lines.push(`set $canary "weight";`);
  if (cookie !== undefined) {
    lines.push(choose(`$cookie_${cookie} = always`, 'always'), choose(`$cookie_${cookie} = never`, 'never'));
  }
  if (header !== undefined) {
    const name = `$http_${header.toLowerCase().replaceAll('-', '_')}`;
    if (headerValue !== undefined) lines.push(choose(`${name} = ${headerValue}`, 'always'));
    else lines.push(choose(`${name} = always`, 'always'), choose(`${name} = never`, 'never'));
  }
  lines.push(`if ($canary = weight) { set $canary $share_below_${weight}_of_${total}; }`);
  lines.push(`if ($canary = always) { set $proxy_upstream_name "${group}"; }`);
  return lines.filter((line) => !line.includes('$canary_share'));
}

/** In quotation marks of nginx.conf. */
function quoted(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}
