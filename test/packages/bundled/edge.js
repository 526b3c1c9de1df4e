import { readFileSync } from 'node:fs';
import { EdgeVM } from '@edge-runtime/vm';
import { link } from './linkage.js';

const code = readFileSync('dist-edge/vendor.js', 'utf8');
const edge = new EdgeVM();
const vendor = edge.evaluate(`${code}; vendor`);
await link(code, (_origin, name, ...args) => vendor[name](...args));
