/**
 * The model's files as herd7 is told to read them. The built-in model answers whatever they say, so
 * every file that is not of that model, and every one that is not there, must be told.
 */

import { createHash } from 'node:crypto';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import { linux72, type ModelFileName, modelFileNames } from '../herd/model-files.ts';
import { BadOption, type Herd7Request, readConfiguration, type Setting } from './herd7-options.ts';
import { readBytes } from './read-input.ts';

const largest = 1024 * 1024;

/** Configuration files may name others; a bound against one that names itself. */
const deepest = 8;

export interface FoundSettings {
  readonly settings: readonly Setting[];
  /** Folders that hold the configuration files. */
  readonly folders: readonly string[];
}

/** Puts what a configuration file says in the place where it is named. */
export async function withConfigurations(
  settings: readonly Setting[],
  cwd: string,
  depth = 0,
): Promise<FoundSettings> {
  const all: Setting[] = [];
  const folders: string[] = [];
  const search = settings.flatMap((s) => (s.name === 'I' || s.name === 'set-libdir' ? [s.value] : []));
  for (const setting of settings) {
    if (setting.name !== 'conf') {
      all.push(setting);
      continue;
    }
    if (depth >= deepest)
      throw new BadOption(`${setting.value}: configuration files name each other without end`);
    const found = await findFile(setting.value, search, cwd);
    if (found === undefined) {
      if (basename(setting.value) !== 'linux-kernel.cfg')
        throw new BadOption(`cannot find file ${setting.value}`);
      all.push(...builtIn(setting.value));
      continue;
    }
    const inner = await withConfigurations(
      readConfiguration(setting.value, found.bytes.toString()),
      cwd,
      depth + 1,
    );
    all.push(...inner.settings);
    folders.push(dirname(found.path), ...inner.folders);
  }
  return { settings: all, folders };
}

/** What the kernel's configuration file says of the model. */
function builtIn(from: string): Setting[] {
  return [
    { name: 'macros', value: 'linux-kernel.def', from },
    { name: 'bell', value: 'linux-kernel.bell', from },
    { name: 'model', value: 'linux-kernel.cat', from },
  ];
}

/** Sentences for the user; throws when the model is not the kernel's. */
export async function modelNotes(
  request: Herd7Request,
  configurationFolders: readonly string[],
  cwd: string,
): Promise<string[]> {
  const { model, bell, macros } = request;
  if (model === undefined || bell === undefined || macros === undefined) {
    const missing = Object.entries({ macros, bell, model }).flatMap(([name, v]) =>
      v === undefined ? [`-${name}`] : [],
    );
    throw new BadOption(
      `without ${missing.join(', ')} herd7 would judge by another model than the kernel's; name it with -conf linux-kernel.cfg`,
    );
  }
  // herd7 looks beside a configuration file only if that is the working folder; whoever names one elsewhere means these.
  const search = [...request.folders, ...configurationFolders];
  const differing: string[] = [];
  const absent: string[] = [];
  const look = async (named: string, role: ModelFileName) => {
    const found = await findFile(named, search, cwd);
    if (found === undefined) {
      if (basename(named) !== role) throw new BadOption(`cannot find file ${named}`);
      absent.push(named);
    } else if (createHash('sha256').update(found.bytes).digest('hex') !== linux72[role]) {
      if (!(modelFileNames as readonly string[]).includes(basename(named))) {
        throw new BadOption(`${named} is not ${role} of Linux 7.2, the only model that mbpair judges by`);
      }
      differing.push(named);
    }
    return found;
  };
  await look(macros, 'linux-kernel.def');
  await look(bell, 'linux-kernel.bell');
  const cat = await look(model, 'linux-kernel.cat');
  if (cat !== undefined) await look('lock.cat', 'lock.cat');
  const answers = 'the built-in model, Linux 7.2, answers';
  return [
    ...(differing.length === 0
      ? []
      : [
          `not the model of Linux 7.2: ${differing.join(', ')}; ${answers}, and herd7 with these files may differ`,
        ]),
    ...(absent.length === 0 ? [] : [`not to be found: ${absent.join(', ')}; ${answers}`]),
  ];
}

async function findFile(
  named: string,
  folders: readonly string[],
  cwd: string,
): Promise<{ path: string; bytes: Buffer } | undefined> {
  const places = isAbsolute(named) ? [named] : ['.', ...folders].map((folder) => resolve(cwd, folder, named));
  for (const path of places) {
    try {
      const bytes = await readBytes(path, largest);
      if (bytes.length > largest) throw new BadOption(`${named}: more than ${largest} bytes`);
      return { path, bytes: Buffer.from(bytes) };
    } catch (error) {
      if (error instanceof BadOption) throw error;
    }
  }
  return undefined;
}
