/** What a test is called whose own name could not be read. */

/** Its file's name without folders and extension. */
export function fallbackName(file: string): string {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return base.replace(/\.litmus$/, '') || file;
}
