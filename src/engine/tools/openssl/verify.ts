import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import { certificatesOf } from '../x509/certificate';
import { nameText } from '../x509/name';
import { verifyChain } from '../x509/verify';
import { one, readArguments, readInput, THREAD } from './arguments';
import { nowMs } from './req';

/** openssl-verify(1). */
export function verify(process: Process, words: readonly string[]): number {
  const args = readArguments('verify', words, { flags: 'verbose show_chain partial_chain x509_strict no_check_time', valued: 'CAfile untrusted CApath purpose trusted', digests: false }); // prettier-ignore
  const path = one(args, 'CAfile') ?? one(args, 'trusted');
  if (path !== undefined && !process.files.exists(path))
    throw new ExitError(1, `Error loading file ${path}\n${THREAD}:error:80000002:system library:BIO_new_file:No such file or directory:../crypto/bio/bss_file.c:67:calling fopen(${path}, r)\n${THREAD}:error:10000080:BIO routines:BIO_new_file:no such file:../crypto/bio/bss_file.c:75:\n${THREAD}:error:05880002:x509 certificate routines:X509_load_cert_crl_file_ex:system lib:../crypto/x509/by_file.c:229:\n`); // prettier-ignore
  const trusted = path === undefined ? [] : certificatesOf(process.files.read(path));
  const between = (args.values.get('untrusted') ?? []).flatMap((each) => certificatesOf(process.files.read(each)));
  let status = 0;
  const files = args.operands.length > 0 ? args.operands : ['-'];
  for (const file of files) {
    const shown = file === '-' ? 'stdin' : file;
    const [certificate] = certificatesOf(readInput(process, file, 'certificate file', 'Unable to load certificate file\n')); // prettier-ignore
    if (!certificate)
      throw new ExitError(2, `Could not read certificate file from ${file}\nUnable to load certificate file\n`);
    const failure = verifyChain([certificate, ...between], trusted, nowMs(process));
    if (!failure) {
      process.out(`${shown}: OK\n`);
      continue;
    }
    status = 2;
    process.err(`${nameText(failure.certificate.subject)}\nerror ${failure.number} at ${failure.depth} depth lookup: ${failure.words}\nerror ${shown}: verification failed\n`); // prettier-ignore
  }
  return status;
}
