// node:sqlite still announces itself as experimental on every start.
const { emitWarning } = process;
process.emitWarning = ((warning: string | Error, ...rest: [never]) => {
  if (!String(warning).includes('SQLite is an experimental feature')) emitWarning.call(process, warning, ...rest);
}) as typeof process.emitWarning;

const { run } = await import('./program.ts');
await run(process.argv);

// A module, for the top-level await.
export {};
