/** The one value of a query or form parameter; none when it is missing or repeated. */
export function oneOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The values of a parameter that may be repeated. */
export function allOf(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}
