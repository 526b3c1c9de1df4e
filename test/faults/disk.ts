import { run as runCommand } from '../cli/command.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Visitor, walk } from '../support/visitor.ts';
import { type Fault, tally } from './fault.ts';
import type { Running } from './ground.ts';

const MEGABYTE = 1024 * 1024;

/** What writes, and how it is asked for. */
interface Writing {
  readonly what: string;
  ask(): Promise<Response>;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const HTML = { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' };

async function writings(running: Running): Promise<readonly Writing[]> {
  const { origin } = running;
  const vendor = await createVendor(running.bank('gunma'));
  const at = async (stopAt: string) => {
    const visitor = createVisitor();
    const { url } = await walk(visitor, (await vendor.authorizationUrl()).url, {
      loginId: 'ito',
      accounts: ['001-1-2000003'],
      inquiryPin: '1111',
      stopAt,
    });
    return { visitor, url };
  };
  const csrfToken = async ({ visitor, url }: { visitor: Visitor; url: string }) => {
    const page = await (await visitor.request(url, { headers: { Accept: 'text/html' } })).text();
    return /name="csrfToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
  };
  const consent = await at('consent');
  const entry = await at('entry');
  const login = `screen=entry&action=login&loginId=sato&loginPassword=sato-pw1&csrfToken=${await csrfToken(entry)}`;
  const started = await vendor.authorizationUrl();
  const { url: callback } = await walk(createVisitor(), started.url, { loginId: 'sato' });
  const tokens = await vendor.link({ loginId: 'kato' });
  const { url: another } = await vendor.authorizationUrl();
  const snapshot = JSON.stringify(await running.world.snapshot());
  const control = (method: string, path: string, body?: string) =>
    createVisitor().request(`${origin}/sandbox/v1${path}`, { method, ...(body ? { body, headers: JSON_TYPE } : {}) });
  const line = '{"lines":[{"direction":"1","amount":1,"description":"ﾃｽﾄ"}]}';
  return [
    { what: '許可 as JSON', ask: () => consent.visitor.press(consent.url, 'allow', { continueAuthorization: true }) },
    {
      what: 'a login on a page',
      ask: () => entry.visitor.request(entry.url, { method: 'POST', headers: HTML, body: login }),
    },
    {
      what: 'an authorization request',
      ask: () => createVisitor().request(another, { headers: { Accept: 'text/html' } }),
    },
    { what: 'a redemption', ask: () => vendor.requestTokens(callback, started) },
    { what: 'a refresh', ask: () => vendor.refresh(tokens.refresh_token ?? '') },
    { what: 'the end of a linkage', ask: () => vendor.read(tokens.access_token, '/linkage', 'DELETE') },
    {
      what: 'a client',
      ask: () => control('POST', '/clients', '{"redirect_uris":["http://localhost:1/"],"client_name":"x"}'),
    },
    { what: 'the clock', ask: () => control('PUT', '/clock', '{"now":"2030-01-01T00:00:00+09:00"}') },
    { what: 'the clock, advanced', ask: () => control('POST', '/clock/advance', '{"by":"P1D"}') },
    { what: 'a customer', ask: () => control('PATCH', '/customers/gunma/sato', '{"locked":true}') },
    { what: 'a line', ask: () => control('POST', '/accounts/gunma/001-1-3000001/lines', line) },
    { what: 'a maintenance window', ask: () => control('PUT', '/banks/gunma/maintenance', '{"for":"PT1H"}') },
    { what: 'another world', ask: () => control('POST', '/worlds', '{"id":"full"}') },
    { what: 'a snapshot restored', ask: () => control('PUT', '/snapshot', snapshot) },
    { what: 'a reset', ask: () => control('POST', '/reset') },
    {
      what: 'a button of the console',
      ask: () =>
        createVisitor().request(`${origin}/console/customers/gunma`, {
          method: 'POST',
          headers: HTML,
          body: 'command=lock&bank=gunma&loginId=sato',
        }),
    },
  ];
}

/** What is wrong with an answer while the disk is full; nothing, when it is a 503 with a reason. */
async function unreasoned(response: Response): Promise<string | undefined> {
  const text = await response.text();
  const told = `${response.status} ${text.slice(0, 200)}`;
  if (response.status !== 503) return told;
  // A page says it in Japanese; the console quotes the reason besides.
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  return (isPage ? /しばらくしてから|no room/ : /no room/).test(text) ? undefined : told;
}

/** All that the world holds, without the running time. */
async function held({ world }: Running): Promise<string> {
  const { clock, ...rest } = await world.snapshot();
  return JSON.stringify({ ...rest, year: (await world.clock.now()).slice(0, 4), frozen: clock.frozenAt });
}

const full: Fault = {
  name: 'disk-full',
  fault: 'no room is left where --data is (a small file system)',
  expected:
    'whatever writes is answered 503 with a reason (problem+json, RFC 6749, a Japanese page) and changes nothing; reads go on; with room again the same requests succeed',
  isQuick: true,
  run: async (ground) => {
    const disk = ground.disk(4 * MEGABYTE);
    const running = await ground.start('--data', disk.directory);
    const all = await writings(running);
    const before = await held(running);
    disk.fill();
    const misses: string[] = [];
    for (const { what, ask } of all) {
      const miss = await ask().then(unreasoned, (error: Error) => error.message);
      if (miss !== undefined) misses.push(`${what}: ${miss}`);
      const isSame = (await held(running)) === before;
      if (!isSame) misses.push(`${what}: SOMETHING CHANGED`);
    }
    disk.empty();
    const after = (await held(running)) === before;
    const again: string[] = [];
    for (const { what, ask } of all) {
      const status = await ask().then(
        (response) => response.status,
        (error: Error) => error.message,
      );
      const isDone = typeof status === 'number' && status < 400;
      if (!isDone) misses.push(`${what}, with room again: ${status}`);
      again.push(isDone ? 'done' : 'not done');
    }
    const { stderr } = running.text;
    if (stderr !== '') misses.push(`standard error: ${stderr.slice(0, 300)}`);
    return {
      held: misses.length === 0 && after,
      seen: `${all.length - misses.length} of ${all.length} as expected; with room again ${tally(again)}${misses.map((miss) => `; ${miss}`).join('')}`,
    };
  },
};

const LEFT = Array.from({ length: 24 }, (_, pages) => pages * 4096);

const nearlyFull: Fault = {
  name: 'disk-nearly-full',
  fault: `a redemption and a refresh while 0 to ${LEFT.length - 1} pages of 4 kB are left`,
  expected:
    'each is answered 200 or 503; after a 503 the same request succeeds once there is room: no code and no token is lost halfway',
  isQuick: true,
  run: async (ground) => {
    const disk = ground.disk(6 * MEGABYTE);
    const running = await ground.start('--data', disk.directory);
    const told: string[] = [];
    const misses: string[] = [];
    for (const left of LEFT) {
      const vendor = await createVendor(running.bank('gunma'));
      const started = await vendor.authorizationUrl();
      const { url } = await walk(createVisitor(), started.url, { loginId: 'sato' });
      const { refresh_token: token = '' } = await vendor.link({ loginId: 'kato' });
      for (const [what, ask] of [
        ['redemption', () => vendor.requestTokens(url, started)],
        ['refresh', () => vendor.refresh(token)],
      ] as const) {
        disk.fill(left);
        const { status } = await ask();
        disk.empty();
        const again = status === 503 ? (await ask()).status : undefined;
        told.push(`${what} ${status}${again === undefined ? '' : `, then ${again}`}`);
        const isWhole = status === 200 || again === 200;
        if (!isWhole) misses.push(`a ${what} with ${left / 1024} kB left`);
      }
    }
    return { held: misses.length === 0, seen: `${tally(told)}${misses.map((miss) => `; lost: ${miss}`).join('')}` };
  },
};

const startAndStop: Fault = {
  name: 'disk-full-at-start',
  fault: 'a start, a stop and a kill -9 while no room is left',
  expected:
    'a new world does not start (exit code 1, one line that names --data), but does once there is room; a world that is there stops with exit code 0, and is whole after kill -9',
  isQuick: true,
  run: async (ground) => {
    const disk = ground.disk(4 * MEGABYTE);
    disk.fill(64 * 1024);
    const refused = await runCommand(['start', '--port', '0', '--tls-port', '0', '--data', disk.directory]);
    const line = refused.stderr.trim().replaceAll(disk.directory, '…');
    const isRefused = refused.code === 1 && /^sandbox: --data … [^\n]+$/.test(line);
    disk.empty();
    let running = await ground.start('--data', disk.directory);
    const vendor = await createVendor(running.bank('gunma'));
    const { access_token: token } = await vendor.link({ loginId: 'sato' });
    disk.fill();
    running = await running.killAndStartAgain();
    const read = async () => (await vendor.read(token, '/accounts')).status;
    const afterKill = await read();
    const stopped = await running.stop();
    disk.empty();
    running = await running.killAndStartAgain();
    const afterStop = await read();
    return {
      held: isRefused && afterKill === 200 && stopped === 0 && afterStop === 200,
      seen: `exit ${refused.code}, “${line}”; after kill -9 a read is answered ${afterKill}; the stop: exit ${stopped}; with room again ${afterStop}`,
    };
  },
};

/** No room is left. */
export const disks: readonly Fault[] = [full, nearlyFull, startAndStop];
