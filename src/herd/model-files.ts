/**
 * The files that make up the kernel's memory model, known by their digests: which kernel's model a
 * folder holds, and in which files it differs from the one that the built-in judge follows.
 */

export const modelFileNames = [
  'linux-kernel.bell',
  'linux-kernel.cat',
  'linux-kernel.def',
  'linux-kernel.cfg',
  'lock.cat',
] as const;

export type ModelFileName = (typeof modelFileNames)[number];

/** SHA-256 of each file, 64 hexadecimal digits. */
export type ModelDigests = Readonly<Record<ModelFileName, string>>;

export interface ModelFolder {
  /** Absolute. */
  readonly folder: string;
  readonly digests: ModelDigests;
}

/** tools/memory-model of Linux 7.2, the model of the built-in judge. */
export const linux72: ModelDigests = {
  'linux-kernel.bell': 'ab57943799d445327c3c7cf0a1ca9f9fae8e7379e45b9fc90312993bb038e23f',
  'linux-kernel.cat': '250207709250d308e0a0a6f391c4eda0bbf4876cbc55eccbfbcd495676a179be',
  'linux-kernel.def': 'a04911d85fd86f5dbcf8ed436c7a2570fcc615f768c0c19b0a101f6212d2504c',
  'linux-kernel.cfg': '37c57d82291113c5a4a170f3f6b5b8f01bc18403d701b8e5a6db43aae62d6b32',
  'lock.cat': 'a51a7f04ae3afea610253a04f4c930eced36c6141ba834517f9b0e2755057a79',
};

/** The digest of every file, or undefined when one is missing or no digest. */
export function modelDigests(digestOf: (file: ModelFileName) => unknown): ModelDigests | undefined {
  let whole = true;
  const digest = (file: ModelFileName): string => {
    const text = digestOf(file);
    if (typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)) return text;
    whole = false;
    return '';
  };
  const digests: ModelDigests = {
    'linux-kernel.bell': digest('linux-kernel.bell'),
    'linux-kernel.cat': digest('linux-kernel.cat'),
    'linux-kernel.def': digest('linux-kernel.def'),
    'linux-kernel.cfg': digest('linux-kernel.cfg'),
    'lock.cat': digest('lock.cat'),
  };
  return whole ? digests : undefined;
}

/** In the fixed order of `modelFileNames`; empty when the models are the same. */
export function differingFiles(digests: ModelDigests, from: ModelDigests = linux72): ModelFileName[] {
  return modelFileNames.filter((file) => digests[file] !== from[file]);
}

/** `Linux 7.2`, or the folder with the names of the files that differ from it. */
export function modelName(model: ModelFolder): string {
  const files = differingFiles(model.digests);
  return files.length === 0 ? 'Linux 7.2' : `${model.folder} (not Linux 7.2: ${files.join(', ')})`;
}
