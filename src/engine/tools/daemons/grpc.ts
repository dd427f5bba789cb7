import { KernelError, strerror } from '../../kernel/errno';
import type { JsonObject } from '../grpc/message';
import { answerGrpc, withReflection, type GrpcServer, type Method } from '../grpc/server';
import { HELLO, HELLOWORLD, wellKnownFile } from '../grpc/well-known';
import type { DaemonProgram } from './daemon';
import { option } from './options';
import { goTime } from './texts';

/** Small servers of gRPC that exercises use. */

/** ghcr.io/nginx/kic-test-grpc-server: the greeter of grpc-go's examples. */
export const greeterServer: DaemonProgram = {
  name: 'grpc-server',
  start: (place) => {
    const port = Number(option(place.argv, 'port') ?? 50_051);
    try {
      const listeners = [place.listen(port)];
      place.err(`${goTime(place.world)} server listening at [::]:${port}\n`);
      return { listeners };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      place.err(`${goTime(place.world)} failed to listen: listen tcp :${port}: bind: ${strerror(error.errno).toLowerCase()}\n`); // prettier-ignore
      return 1;
    }
  },
  http2: () => true,
  http: (request, place) => {
    const greet: Method = ([asked]) => {
      const name = textOf(asked, 'name');
      place.err(`${goTime(place.world)} Received: ${name}\n`);
      return [{ message: `Hello ${name}` }];
    };
    return answerGrpc({ files: [wellKnownFile(HELLOWORLD)], methods: new Map([['helloworld.Greeter/SayHello', greet]]) }, request); // prettier-ignore
  },
};

/** docker.io/moul/grpcbin: of its services those that greet and add, with reflection. */
export const grpcbin: DaemonProgram = {
  name: 'grpcbin',
  start: (place) => {
    const port = Number((option(place.argv, 'insecure-addr') ?? ':9000').replace(/^.*:/s, ''));
    try {
      const listeners = [place.listen(port)];
      place.err(`${goTime(place.world)} listening on :${port} (insecure gRPC)\n`);
      return { listeners };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      place.err(`${goTime(place.world)} failted to listen: listen tcp :${port}: bind: ${strerror(error.errno).toLowerCase()}\n`); // prettier-ignore
      return 1;
    }
  },
  http2: () => true,
  http: (request) => answerGrpc(binServer(), request),
};

function textOf(message: JsonObject | undefined, name: string, otherwise = ''): string {
  const value = message?.[name];
  return typeof value === 'string' ? value : otherwise;
}

const greeting = (message: JsonObject | undefined): string => textOf(message, 'greeting', 'noname');

let bin: GrpcServer | undefined;

function binServer(): GrpcServer {
  bin ??= withReflection({
    files: [wellKnownFile(HELLO), wellKnownFile('addsvc.proto')],
    methods: new Map<string, Method>([
      ['hello.HelloService/SayHello', ([asked]) => [{ reply: `hello ${greeting(asked)}` }]],
      ['hello.HelloService/LotsOfReplies', ([asked]) => Array.from({ length: 10 }, () => ({ reply: `hello ${greeting(asked)}` }))], // prettier-ignore
      ['hello.HelloService/LotsOfGreetings', (asked) => [{ reply: `hello ${asked.map(greeting).join(', ')}` }]],
      ['hello.HelloService/BidiHello', (asked) => asked.map((each) => ({ reply: `hello ${greeting(each)}` }))],
      [
        'addsvc.Add/Sum',
        ([asked]) => [{ v: String(BigInt(textOf(asked, 'a', '0')) + BigInt(textOf(asked, 'b', '0'))) }],
      ],
      ['addsvc.Add/Concat', ([asked]) => [{ v: textOf(asked, 'a') + textOf(asked, 'b') }]],
    ]),
  });
  return bin;
}
