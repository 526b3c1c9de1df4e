import { inspectDirectory } from '../../store/inspect.ts';
import { type Check, ok, problem } from './finding.ts';

/** Whether the directory of `--data` can be used; it is left as it is. */
export const checkData: Check = async ({ data }) => {
  if (data === undefined) return [];
  const check = `--data ${data}`;
  const found = inspectDirectory(data);
  if (found.state === 'usable') {
    return [ok(check, `holds the world ${found.world}, schema version ${found.schemaVersion}`)];
  }
  if (found.state === 'new') return [ok(check, 'holds no world yet; the start makes one')];
  return [problem(check, found.reason, found.next)];
};
