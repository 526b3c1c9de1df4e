import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** Imports a module and prints what is different afterwards. What the language itself brings is frozen meanwhile. */
const script = `
  const { stdout, stderr } = process;
  const globals = () => Object.entries(Object.getOwnPropertyDescriptors(globalThis));
  const known = new Map(globals());
  const busy = process.getActiveResourcesInfo();
  await import(process.argv[1]);
  const isSet = ([name, { value }]) => !known.has(name) || ('value' in known.get(name) && !Object.is(known.get(name).value, value));
  for (const [name] of globals().filter(isSet)) console.log('sets the global ' + name);
  for (const resource of process.getActiveResourcesInfo().slice(busy.length)) console.log('leaves open: ' + resource);
`;

/** What loading a module does besides giving its exports, one line each; `sideEffects: false` says that it is nothing. */
export function effectsOf(file: string): string[] {
  const url = pathToFileURL(file).href;
  const args = ['--frozen-intrinsics', '--no-warnings', '--input-type=module', '--eval', script, url];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 });
  return [...stdout.split('\n'), ...(status === 0 ? [] : [stderr || 'does not end'])].filter((line) => line !== '');
}
