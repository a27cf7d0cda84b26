#!/usr/bin/env node

/** Connects `main` to the process. Called by the name `herd7` or `mbpair-herd7`, it is `mbpair herd7`. */

import { basename } from 'node:path';
import { main } from './main.ts';
import { processIo } from './process-io.ts';

const [, name = '', ...args] = process.argv;
const standsIn = /^(mbpair-)?herd7$/.test(basename(name));
process.exitCode = await main(standsIn ? ['herd7', ...args] : args, processIo(import.meta.url));
