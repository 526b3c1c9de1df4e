import packageJson from '../../../package.json' with { type: 'json' };
import { type Check, ok, problem } from './finding.ts';
import { isAtLeast } from './version.ts';

const { node: range } = packageJson.engines;

/** The version of Node.js. */
export const checkNode: Check = () => {
  const { node } = process.versions;
  if (isAtLeast(node, range)) return [ok('Node.js', node)];
  return [problem('Node.js', `${node} does not fit ${range}`, 'install a newer Node.js')];
};
