/** Warnings about names in the initial state, the locations, the filter and the condition. */

import { didYouMean, nearest } from '../base/suggest.ts';
import type { LitmusTest, Location, Place, Prop, Register, Value } from './ast.ts';
import { type Complaints, warning } from './complaints.ts';
import type { Names } from './names.ts';
import { forEachPlace, placeKey } from './observed.ts';

type Parts = Pick<LitmusTest, 'init' | 'threads' | 'locations' | 'filter' | 'condition'>;

export function warnOfCondition(to: Complaints, test: Parts, names: Names): void {
  const said = new Set<string>();
  const check = (place: Place) => {
    const key = placeKey(place);
    if (said.has(key)) return;
    said.add(key);
    if (place.kind === 'register') warnOfRegister(to, place, names);
    else warnOfLocation(to, place, names);
  };
  const checkProp = (place: Place, prop: Prop) => {
    check(place);
    if (prop.kind === 'equals') warnOfValue(to, place, prop.value, prop, names);
  };
  for (const place of test.locations) check(place);
  if (test.filter !== undefined) forEachPlace(test.filter, checkProp);
  forEachPlace(test.condition, checkProp);
  warnOfInit(to, test, names);
}

function warnOfRegister(to: Complaints, place: Register, names: Names): void {
  const of = names.threads[place.thread];
  if (of === undefined) {
    // Only a filter can come here; elsewhere this is an error.
    warning(to, place.span, {
      code: 'litmus/no-such-thread',
      message: `there is no thread P${place.thread}; in a filter ${placeKey(place)} is 0`,
    });
    return;
  }
  if (of.assigned.has(place.name) || of.parameters.has(place.name)) return;
  const thread = `P${place.thread}`;
  const known = of.declared.has(place.name) || of.read.has(place.name);
  const others = names.threads
    .filter((t) => t.assigned.has(place.name))
    .map((t) => `${t.thread.id}:${place.name}`);
  warning(to, place.span, {
    code: 'litmus/unknown-register',
    message: known
      ? `${thread} never assigns ${place.name}, so ${placeKey(place)} is 0`
      : `${thread} has no register ${place.name}, so ${placeKey(place)} is 0`,
    hint: others.length > 0 ? didYouMeanOneOf(others) : nearRegister(place, of.assigned),
  });
}

function nearRegister(place: Register, known: Iterable<string>): string | undefined {
  const near = nearest(place.name, known).map((name) => `${place.thread}:${name}`);
  return near.length === 0 ? undefined : didYouMeanOneOf(near);
}

function didYouMeanOneOf(names: readonly string[]): string {
  return `did you mean ${names.slice(0, 3).join(' or ')}?`;
}

function warnOfLocation(to: Complaints, place: Location, names: Names): void {
  if (names.locations.has(place.name)) return;
  warning(to, place.span, {
    code: 'litmus/unknown-location',
    message: `no thread knows a location ${place.name}, so it is 0`,
    hint:
      registerMeant(place.name, names) ?? typeMeant(place.name) ?? didYouMean(place.name, names.locations),
  });
}

/** For `locations [int x]`. */
function typeMeant(name: string): string | undefined {
  return /^(?:int|char|short|long|void|atomic_t|spinlock_t)$/.test(name)
    ? `a type stands behind the name, or nowhere: write \`x ${name}\` or \`x\``
    : undefined;
}

/** For `r0` or `P0:r0` misspelt (`p0:r0`) in the place of a location. */
function registerMeant(name: string, names: Names): string | undefined {
  const tagged = /^[A-Za-z_]*([0-9]+):(.*)$/.exec(name);
  if (tagged?.[1] !== undefined) return `did you mean the register ${Number(tagged[1])}:${tagged[2]}?`;
  const owners = names.threads.filter((t) => t.assigned.has(name)).map((t) => `${t.thread.id}:${name}`);
  return owners.length === 0
    ? undefined
    : `registers are written with their thread; ${didYouMeanOneOf(owners)}`;
}

function warnOfValue(
  to: Complaints,
  place: Place,
  value: Value,
  prop: Extract<Prop, { kind: 'equals' }>,
  names: Names,
): void {
  if (value.kind !== 'address') return;
  if (value.name === 'NULL') {
    warning(to, prop.valueSpan, {
      code: 'litmus/null',
      message: 'NULL is a location of that name here, not 0',
      hint: 'write 0',
    });
  } else if (!names.locations.has(value.name)) {
    warning(to, prop.valueSpan, {
      code: 'litmus/unknown-location',
      message: `no thread knows a location ${value.name}, so nothing equals its address`,
      hint: registerMeant(value.name, names) ?? didYouMean(value.name, names.locations),
    });
  } else if (place.kind === 'location' && place.element === undefined && !names.pointers.has(place.name)) {
    warning(to, prop.span, {
      code: 'litmus/address-compared',
      message: `this compares what ${place.name} holds with the address of ${value.name}`,
      hint: `to compare the contents write [${place.name}]=[${value.name}]`,
    });
  }
}

const narrowTypes: ReadonlySet<string> = new Set([
  'char',
  'short',
  'int8_t',
  'uint8_t',
  'int16_t',
  'uint16_t',
]);

function warnOfInit(to: Complaints, test: Parts, names: Names): void {
  for (const item of test.init) {
    if (item.type !== undefined && narrowTypes.has(item.type)) {
      warning(to, item.span, {
        code: 'litmus/ignored-type',
        message: `the type ${item.type} narrows only what is shown and tested at the end; threads see 32 bits`,
        hint: 'write int',
      });
    }
    for (const value of item.values) {
      if (value.kind === 'address' && value.name === 'NULL') {
        warning(to, item.span, {
          code: 'litmus/null',
          message: 'NULL is a location of that name here, not 0',
          hint: 'write 0, or nothing: every location begins as 0',
        });
      }
    }
    if (item.place.kind === 'location' && /^[A-Za-z_]*[0-9]+:/.test(item.place.name)) {
      warning(to, item.place.span, {
        code: 'litmus/unknown-location',
        message: `${item.place.name} is a location here, not a register`,
        hint: registerMeant(item.place.name, names),
      });
    }
  }
}
