#!/usr/bin/env node
// The rest needs built-ins that an older Node does not have: it is loaded only after this check.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`sandbox: Node.js ${process.versions.node} is too old; use 22.13 or newer`);
  process.exit(1);
}

// node:sqlite still announces itself as experimental on every start.
const { emitWarning } = process;
process.emitWarning = ((warning: string | Error, ...rest: [never]) => {
  if (!String(warning).includes('SQLite is an experimental feature')) emitWarning.call(process, warning, ...rest);
}) as typeof process.emitWarning;

const { run } = await import('./program.ts');
await run(process.argv);

// A module, for the top-level await.
export {};
