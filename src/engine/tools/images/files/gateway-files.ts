/** /etc/nginx/nginx.conf of NGINX Gateway Fabric's data plane: what the control plane writes is included. */
export const GATEWAY_NGINX_CONF = `load_module modules/ngx_http_js_module.so;
include /etc/nginx/main-includes/*.conf;

worker_processes auto;

pid /var/run/nginx/nginx.pid;

events {
  include /etc/nginx/events-includes/*.conf;
}

http {
  include /etc/nginx/conf.d/*.conf;
  include /etc/nginx/mime.types;
  js_import modules/njs/httpmatches.js;

  default_type application/octet-stream;

  proxy_headers_hash_bucket_size 512;
  proxy_headers_hash_max_size 1024;
  server_names_hash_bucket_size 256;
  server_names_hash_max_size 1024;
  variables_hash_bucket_size 512;
  variables_hash_max_size 1024;

  sendfile on;
  tcp_nopush on;

  server_tokens off;

  server {
    listen unix:/var/run/nginx/nginx-status.sock;
    access_log off;

    location /stub_status {
        stub_status;
    }
  }
}
`;

/** /etc/nginx/grpc-error-pages.conf: where a gRPC location takes nginx's own errors from. */
export const GRPC_ERROR_PAGES = Object.entries({ internal: [400, 405, 415, 426, 497, 500, 501], unauthenticated: [401, 495, 496], permission_denied: [403], unimplemented: [404], unavailable: [429, 502, 503, 504], deadline_exceeded: [408], resource_exhausted: [413, 414] }).flatMap(([name, statuses]) => statuses.map((status) => `error_page ${status} = @grpc_${name};\n`)).join(''); // prettier-ignore

const GRPC_STATUSES = [['deadline_exceeded', 4, "'deadline exceeded'"], ['permission_denied', 7, "'permission denied'"], ['resource_exhausted', 8, "'resource exhausted'"], ['unimplemented', 12, 'unimplemented'], ['internal', 13, "'internal error'"], ['unavailable', 14, 'unavailable'], ['unauthenticated', 16, 'unauthenticated']] as const; // prettier-ignore

/** /etc/nginx/grpc-error-locations.conf: what those places answer. */
export const GRPC_ERROR_LOCATIONS = GRPC_STATUSES.map(([name, code, message]) => `location @grpc_${name} {\n    default_type application/grpc;\n    add_header content-type application/grpc;\n    add_header grpc-status ${code};\n    add_header grpc-message ${message};\n    return 204;\n}\n`).join('\n'); // prettier-ignore
