// `npx @renkei/sandbox start` from the tarball, in a folder with spaces and Japanese, with the network cut where that can be.
import { spawnSync } from 'node:child_process';

const commands = ['unshare --net', 'unshare --map-root-user --net'].map(
  (command) => `${command} sh -c 'ip link set lo up && exec "$0" "$@"'`,
);
const cut = commands.find((command) => spawnSync('sh', ['-c', `${command} true`]).status === 0);
if (!cut) console.log('note: the network was not cut; that needs Linux and the right to make a network namespace');

const { status } = spawnSync('sh', ['-c', `${cut ?? 'exec'} "$0" "$@"`, process.execPath, 'linkage.js'], {
  stdio: 'inherit',
  env: { ...process.env, NETWORK: cut ? 'cut' : 'open' },
});
process.exitCode = status ?? 1;
