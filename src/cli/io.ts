/**
 * What the program touches of the world, handed to `main` so that tests can be that world: two
 * streams, standard input, the environment, the interrupt key.
 */

export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** Width of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
  /** Whether the stream itself thinks that it shows colours. */
  readonly hasColors: boolean;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** At most `limit` bytes and one; so a longer one is recognised. */
  readonly readStdin: (limit: number) => Promise<Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls `stop` at each SIGINT until the function that it returns is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
  /** The bundled worker, for a pool; undefined: judge in this thread only. */
  readonly workerFile: URL | undefined;
  /** The folder of the documents' bundled scripts; undefined: documents get no page. */
  readonly pageFolder?: URL;
  /** The folder of the scenarios that came with the program, for when the working folder has none. */
  readonly library?: string;
}
