/**
 * Makes something when it is first needed, and only once. What could not be made is tried again at the next need.
 *
 * @param make - makes it, or promises it
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    if (made === undefined) {
      const value = make();
      made = { value };
      if (value instanceof Promise) {
        value.catch(() => {
          made = undefined;
        });
      }
    }
    return made.value;
  };
}
