/** Whether a version is in a range of the form `>=1.2.3`, which is all that this package's manifest has. */
export function isAtLeast(version: string, range: string): boolean {
  const numbers = (text: string) => text.split(/[.-]/).map(Number);
  const [least, found] = [numbers(range.replace(/^>=/, '')), numbers(version)];
  const differs = least.findIndex((part, index) => part !== (found[index] ?? 0));
  return differs === -1 || (found[differs] ?? 0) > (least[differs] ?? 0);
}
