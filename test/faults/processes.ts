import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run as runCommand } from '../cli/command.ts';
import { createVendor } from '../support/vendor.ts';
import { type Fault, tally } from './fault.ts';
import { openSocket } from './socket.ts';

const inFlight: Fault = {
  name: 'sigterm-in-flight',
  fault: 'SIGTERM with 21 requests in flight: 20 whole ones, and one whose body is still on its way',
  expected: 'all are answered, exit code 0 within 5 s, nothing on standard error',
  isQuick: true,
  run: async (ground) => {
    const running = await ground.start();
    const vendor = await createVendor(running.bank('gunma'));
    const { access_token: token } = await vendor.link({ loginId: 'sato' });
    const body = '{"frozen":true}';
    const slow = openSocket(running.origin);
    const head = 'PUT /sandbox/v1/clock HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json';
    slow.write(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
    await running.world.faults.add({ operationId: 'listAccounts', delay: { fixedMs: 1000 } });
    const reads = Array.from({ length: 20 }, async () => (await vendor.read(token, '/accounts')).status);
    // Once another one is answered, those before it have been read.
    await running.world.clock.now();
    const signalled = performance.now();
    const ended = running.stop('SIGTERM');
    slow.write(body.slice(5));
    const answers = tally((await Promise.all(reads)).map(String));
    const last = (await slow.closed).answer.slice(9, 12);
    const code = await ended;
    const seconds = (performance.now() - signalled) / 1000;
    const { stderr } = running.text;
    return {
      held: answers === '20 × 200' && last === '200' && code === 0 && seconds < 5 && stderr === '',
      seen: `${answers}, the last ${last}; exit ${code} after ${seconds.toFixed(1)} s; ${stderr === '' ? 'nothing' : stderr} on standard error`,
    };
  },
};

const neverEnding: Fault = {
  name: 'sigterm-and-no-end',
  fault: 'SIGTERM while a request never ends and a journal is followed',
  expected: 'both are cut, exit code 0 within 5 s',
  run: async (ground) => {
    const running = await ground.start();
    const slow = openSocket(running.origin);
    slow.write('PUT /sandbox/v1/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    const follower = openSocket(running.origin);
    follower.write('GET /sandbox/v1/journal/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await running.world.clock.now();
    const signalled = performance.now();
    const code = await running.stop('SIGTERM');
    const seconds = (performance.now() - signalled) / 1000;
    const followed = (await follower.closed).answer.slice(9, 12);
    await slow.closed;
    return {
      held: code === 0 && seconds < 5 && followed === '200',
      seen: `exit ${code} after ${seconds.toFixed(1)} s; the follower had been answered ${followed}`,
    };
  },
};

const port: Fault = {
  name: 'port-taken',
  fault: 'the HTTP port, or the TLS port, is taken',
  expected: 'no start: exit code 1, one line that names the port and the option that chooses another',
  run: async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const taken = String((server.address() as AddressInfo).port);
    const ends = [
      await runCommand(['start', '--port', taken, '--tls-port', '0']),
      await runCommand(['start', '--port', '0', '--tls-port', taken]),
    ];
    server.close();
    const isTold = ends.every(({ code, stdout, stderr }, index) => {
      const flag = index === 0 ? '--port' : '--tls-port';
      return code === 1 && stdout === '' && new RegExp(`^sandbox: [^\n]*${taken}[^\n]* ${flag} [^\n]*\n$`).test(stderr);
    });
    const shown = ends.map(({ code, stderr }) => `exit ${code}, “${stderr.trim().replace(taken, 'N')}”`);
    return { held: isTold, seen: shown.join('; ') };
  },
};

/** The process begins and ends. */
export const processes: readonly Fault[] = [inFlight, neverEnding, port];
