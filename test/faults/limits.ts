import { checkedFetch } from '../support/contract.ts';
import { type Fault, tally } from './fault.ts';
import type { Running } from './ground.ts';
import { openSocket, type RawSocket } from './socket.ts';

const statusOf = (answer: string): string => answer.slice(9, 12) || 'no answer';

/** Asks for something short again and again until it is stopped. Gives how often, and the longest wait. */
function askMeanwhile({ origin }: Running) {
  let isOver = false;
  const answers: string[] = [];
  let longest = 0;
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now();
      const response = await checkedFetch(`${origin}/sandbox/v1/health`);
      await response.arrayBuffer();
      longest = Math.max(longest, performance.now() - asked);
      answers.push(String(response.status));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    const isServed = answers.length > 0 && answers.every((status) => status === '200');
    return { isServed, told: `others: ${tally(answers)}, the longest wait ${Math.ceil(longest)} ms` };
  };
}

const header: Fault = {
  name: 'header-of-20-kB',
  fault: 'a header of 20 kB',
  expected: '431, and the connection is closed',
  run: async (ground) => {
    const { origin } = await ground.start();
    const socket = openSocket(origin);
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    const { answer, seconds } = await socket.closed;
    return { held: statusOf(answer) === '431', seen: `${statusOf(answer)}, closed after ${seconds.toFixed(1)} s` };
  },
};

const MEGABYTE = 1024 * 1024;

/** Sends a body piece by piece until there is an answer. Gives the answer, and how much was sent. */
async function sendUntilAnswered(socket: RawSocket, piece: Buffer, pieces: number): Promise<string> {
  let answer: string | undefined;
  void socket.answered.then((text) => {
    answer = text;
  });
  let sent = 0;
  while (answer === undefined && sent < pieces) {
    socket.write(piece);
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const told = statusOf(await socket.answered);
  socket.destroy();
  return `${told} after ${((sent * piece.length) / MEGABYTE).toFixed(1)} MB`;
}

const body: Fault = {
  name: 'body-of-100-MB',
  fault:
    'a body of 100 MB, to the control API, a screen and the token endpoint: with its length, and in chunks without one',
  expected: '413 before 1 MB of it has been sent; others are served meanwhile',
  isQuick: true,
  run: async (ground) => {
    const running = await ground.start();
    const stop = askMeanwhile(running);
    const told: string[] = [];
    for (const [path, type] of [
      ['/sandbox/v1/clients', 'application/json'],
      ['/gunma/link/x', 'application/x-www-form-urlencoded'],
      ['/gunma/oauth/token', 'application/x-www-form-urlencoded'],
    ]) {
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n`;
      const piece = Buffer.alloc(64 * 1024, 'a');
      const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
      const whole = openSocket(running.origin);
      whole.write(`${head}Content-Length: ${100 * MEGABYTE}\r\n\r\n`);
      told.push(await sendUntilAnswered(whole, piece, 1600));
      const chunked = openSocket(running.origin);
      chunked.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
      told.push(await sendUntilAnswered(chunked, chunk, 1600));
    }
    const others = await stop();
    const isEarly = told.every((one) => /^413 after 0\.\d MB$/.test(one));
    return { held: isEarly && others.isServed, seen: `${tally(told)}; ${others.told}` };
  },
};

/** Opens connections that are slow in one way, and waits until the sandbox has closed them. */
async function slowClients(running: Running, begin: (socket: RawSocket) => void, drip: string) {
  const sockets = Array.from({ length: 50 }, () => openSocket(running.origin));
  for (const socket of sockets) begin(socket);
  const dripping = setInterval(() => {
    for (const socket of sockets) socket.write(drip);
  }, 500);
  const ends = await Promise.all(sockets.map(({ closed }) => closed));
  clearInterval(dripping);
  const seconds = Math.max(...ends.map((end) => end.seconds));
  return { seconds, told: tally(ends.map(({ answer }) => statusOf(answer))) };
}

const slow: Fault = {
  name: 'slow-clients',
  fault: '50 clients that send a byte of a header every half second, and 50 that send a body so',
  expected: 'closed with 408, headers within 12 s, bodies within 32 s; others are served meanwhile',
  run: async (ground) => {
    const running = await ground.start();
    const stop = askMeanwhile(running);
    const [headers, bodies] = await Promise.all([
      slowClients(running, (socket) => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '), 'a'),
      slowClients(
        running,
        (socket) =>
          socket.write(
            'POST /sandbox/v1/clients HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n',
          ),
        ' ',
      ),
    ]);
    const others = await stop();
    const told = `headers ${headers.told}, the last closed after ${headers.seconds.toFixed(1)} s; bodies ${bodies.told}, after ${bodies.seconds.toFixed(1)} s`;
    return {
      held: headers.seconds <= 12 && bodies.seconds <= 32 && others.isServed,
      seen: `${told}; ${others.told}`,
    };
  },
};

/** Requests that are too long or too slow. */
export const limits: readonly Fault[] = [header, body, slow];
