#!/usr/bin/env node
// Plain JavaScript, and the rest loaded late: an older Node.js lacks built-ins that the rest imports.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`sandbox: Node.js ${process.versions.node} is too old; use 22.13 or newer`);
  process.exitCode = 1;
} else {
  // What was compiled once is kept in the folder for temporary files; an older Node.js compiles it each time.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  await import('../dist/cli.js');
}
