// A program of its own: see lifetime.test.ts. What it leaves open keeps its process alive.
import { createSandbox, startSandbox } from '@renkei/sandbox';

const [, , way = ''] = process.argv;
const before = process.getActiveResourcesInfo();

const sandbox = way === 'over a port' ? await startSandbox({ port: 0, tlsPort: 0 }) : await createSandbox();
if (way !== 'left open') {
  const world = await sandbox.createWorld();
  // An answer that lasts as long as the world.
  const following = await world.fetch(`${world.origin}/sandbox/v1/journal/events`);
  await world.changeCustomer('gunma', 'sato', { locked: true });
  await following.body?.cancel();
  if (way === 'over a port') await (await fetch(`${world.origin}/sandbox/v1/health`)).json();
  await sandbox.close();
  const late = await sandbox.fetch(`${sandbox.origin}/sandbox/v1/health`).then(
    () => 'answered',
    ({ message }: Error) => message,
  );
  // Comes when nothing keeps the process alive any more; what is left then would be there for ever.
  process.once('beforeExit', () => {
    const left = process.getActiveResourcesInfo().filter((one) => !before.includes(one));
    console.log(JSON.stringify({ late, left }));
  });
}
