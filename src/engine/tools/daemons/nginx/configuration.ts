import type { HostFileSystem } from '../../../shell/files/host-file-system';
import { parentOf, resolvePath } from '../../../shell/files/path';

/** A directive of nginx.conf: its words, and what is in its braces. */
export interface Directive {
  readonly words: readonly string[];
  readonly block?: readonly Directive[];
  readonly file: string;
  readonly line: number;
}

/** What is wrong with a configuration, as `nginx -t` says it (src/core/ngx_conf_file.c). */
export class NginxConfigError extends Error {}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly line: number;
}

/** Words of the files read lately: all Pods of an image start with the same ones. */
const READ = new Map<string, readonly Token[]>();
const READ_LIMIT = 32;

function tokens(text: string): readonly Token[] {
  let found = READ.get(text);
  if (!found) {
    if (READ.size >= READ_LIMIT) READ.clear();
    READ.set(text, (found = split(text)));
  }
  return found;
}

function split(text: string): readonly Token[] {
  const found: Token[] = [];
  const pattern =
    /#[^\n]*|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([{};])|((?:\\.|\$\{[^}]*\}|[^\s{};"'#])(?:\\.|\$\{[^}]*\}|[^\s{};])*)/gs;
  let line = 1;
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    line += text.slice(at, match.index).split('\n').length - 1;
    at = match.index;
    const [whole, double, single, mark, bare] = match;
    if (whole.startsWith('#')) continue;
    const quoted = double ?? single;
    if (quoted !== undefined) found.push({ text: quoted.replace(/\\(["'\\])/g, '$1'), quoted: true, line });
    else found.push({ text: mark ?? bare ?? '', quoted: false, line });
  }
  return found;
}

/** Reads a configuration file with its includes. Throws NginxConfigError. Answers the same object while all that it is made of is the same. */
export function readConfiguration(files: HostFileSystem, path: string): readonly Directive[] {
  const known = LOADED.find((loaded) => loaded.path === path && loaded.seen.every(([what, text]) => look(files, what) === text)); // prettier-ignore
  if (known) return known.directives;
  const seen = new Map<string, string | undefined>();
  const directives = readFile((what) => {
    const text = look(files, what);
    seen.set(what, text);
    return text;
  }, path);
  if (LOADED.length >= LOADED_LIMIT) LOADED.length = 0;
  LOADED.push({ path, seen: [...seen], directives });
  return directives;
}

/** Configurations read lately, with the texts of their files and what was in their directories: most Pods of an image have the same one. */
const LOADED: {
  readonly path: string;
  readonly seen: readonly (readonly [what: string, text: string | undefined])[];
  readonly directives: readonly Directive[];
}[] = [];
const LOADED_LIMIT = 8;

/** Answers the text of a file, or the names in a directory, which ends in a slash; undefined when there is no such thing. */
type Look = (what: string) => string | undefined;

function look(files: HostFileSystem, what: string): string | undefined {
  if (what.endsWith('/')) {
    const directory = what.slice(0, -1);
    return files.lookup(directory)?.type === 'directory' ? files.list(directory).join('/') : undefined;
  }
  if (!files.isFile(what)) return undefined;
  const content = files.read(what);
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

function readFile(lookAt: Look, path: string): readonly Directive[] {
  const text = lookAt(path);
  if (text === undefined) throw new NginxConfigError(`open() "${path}" failed (2: No such file or directory)`);
  const list = tokens(text);
  let at = 0;
  const read = (nested: boolean): readonly Directive[] => {
    const directives: Directive[] = [];
    let words: string[] = [];
    for (; at < list.length; at++) {
      const token = list[at];
      if (!token) break;
      const { text, quoted, line } = token;
      if (quoted || !'{};'.includes(text)) words.push(text);
      else if (text === ';') {
        if (words.length === 0) throw new NginxConfigError(`unexpected ";" in ${path}:${line}`);
        if (words[0] === 'include') directives.push(...included(lookAt, words[1] ?? ''));
        else directives.push({ words, file: path, line });
        words = [];
      } else if (text === '{') {
        if (words.length === 0) throw new NginxConfigError(`unexpected "{" in ${path}:${line}`);
        at++;
        directives.push({ words, block: read(true), file: path, line });
        words = [];
      } else {
        if (words.length > 0 || !nested) throw new NginxConfigError(`unexpected "}" in ${path}:${line}`);
        return directives;
      }
    }
    const last = list.at(-1)?.line ?? 1;
    if (nested) throw new NginxConfigError(`unexpected end of file, expecting "}" in ${path}:${last + 1}`);
    if (words.length > 0)
      throw new NginxConfigError(`unexpected end of file, expecting ";" or "}" in ${path}:${last + 1}`);
    return directives;
  };
  const all = read(false);
  for (const directive of all) check(directive);
  return all;
}

function included(lookAt: Look, pattern: string): readonly Directive[] {
  const path = resolvePath('/etc/nginx', pattern);
  if (!path.includes('*')) return readFile(lookAt, path);
  const directory = parentOf(path);
  const [before = '', after = ''] = path.slice(directory.length + 1).split('*');
  const names = lookAt(`${directory}/`)?.split('/') ?? [];
  const wanted = names.filter((name) => name !== '' && name.startsWith(before) && name.endsWith(after));
  return wanted.flatMap((name) => readFile(lookAt, resolvePath(directory, name)));
}

/** Directives that nginx has; another word is an error. */
const KNOWN: ReadonlySet<string> = new Set('user worker_processes error_log pid events worker_connections http include default_type log_format access_log sendfile tcp_nopush tcp_nodelay keepalive_timeout gzip gzip_types server listen server_name root index location return error_page proxy_pass proxy_set_header proxy_http_version proxy_redirect proxy_read_timeout proxy_connect_timeout proxy_send_timeout proxy_buffering upstream autoindex alias try_files add_header rewrite set if deny allow ssl_certificate ssl_certificate_key ssl_protocols ssl_ciphers ssl_prefer_server_ciphers client_max_body_size server_tokens resolver resolver_timeout types charset expires stub_status daemon load_module stream multi_accept use types_hash_max_size server_names_hash_bucket_size internal limit_req limit_req_zone map geo split_clients fastcgi_pass fastcgi_index fastcgi_param expires etag sub_filter sub_filter_once limit_rate worker_rlimit_nofile least_conn ip_hash keepalive default js_import js_content js_preload_object js_path internal mirror proxy_hide_header proxy_headers_hash_bucket_size proxy_headers_hash_max_size server_names_hash_max_size variables_hash_bucket_size variables_hash_max_size map_hash_max_size map_hash_bucket_size ssl_reject_handshake ssl_session_cache ssl_session_timeout ssl_session_tickets ssl_verify_client ssl_client_certificate ssl_trusted_certificate ssl_ecdh_curve ssl_dhparam ssl_buffer_size ssl_early_data ssl_stapling http2 zone random grpc_pass grpc_set_header grpc_hide_header auth_basic auth_basic_user_file auth_request more_set_headers proxy_buffers proxy_buffer_size proxy_busy_buffers_size proxy_next_upstream proxy_next_upstream_tries proxy_next_upstream_timeout proxy_request_buffering proxy_cookie_path proxy_cookie_domain proxy_pass_header proxy_pass_request_headers proxy_pass_request_body proxy_method proxy_bind proxy_cache proxy_cache_path proxy_cache_valid proxy_cache_bypass proxy_no_cache proxy_intercept_errors proxy_max_temp_file_size proxy_temp_file_write_size proxy_ssl_server_name proxy_ssl_name proxy_ssl_verify proxy_ssl_trusted_certificate proxy_ssl_certificate proxy_ssl_certificate_key client_body_buffer_size client_body_timeout client_header_timeout client_header_buffer_size large_client_header_buffers send_timeout reset_timedout_connection underscores_in_headers ignore_invalid_headers satisfy limit_except limit_conn limit_conn_zone limit_req_status limit_conn_status log_not_found log_subrequest port_in_redirect absolute_redirect server_name_in_redirect recursive_error_pages merge_slashes real_ip_header set_real_ip_from real_ip_recursive aio directio open_file_cache lingering_close keepalive_requests variables env worker_shutdown_timeout worker_cpu_affinity worker_priority thread_pool pcre_jit ssl_engine accept_mutex debug_connection uwsgi_pass uwsgi_param scgi_pass memcached_pass add_trailer gunzip gzip_static gzip_min_length gzip_comp_level gzip_vary gzip_proxied gzip_http_version gzip_disable gzip_buffers sub_filter_types addition_types chunked_transfer_encoding if_modified_since max_ranges post_action ssi userid userid_domain userid_expires valid_referers secure_link empty_gif flv mp4 dav_methods'.split(' ')); // prettier-ignore

function check({ words: [name = ''], block, file, line }: Directive): void {
  if (!KNOWN.has(name)) throw new NginxConfigError(`unknown directive "${name}" in ${file}:${line}`);
  const inner = name === 'http' || name === 'server' || name === 'location' || name === 'events';
  if (inner && !block) throw new NginxConfigError(`directive "${name}" has no opening "{" in ${file}:${line}`);
  if (inner) for (const directive of block ?? []) check(directive);
}
