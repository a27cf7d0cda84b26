/** What herd7 refuses although each part of the test is right by itself. */

import type { Span } from '../base/source.ts';
import type { InitItem, LitmusTest, Place } from './ast.ts';
import { type Complaints, error } from './complaints.ts';
import { forEachPlace, placeKey } from './observed.ts';
import { unknownSize } from './parse-init.ts';

type Parts = Pick<LitmusTest, 'init' | 'threads' | 'locations' | 'filter' | 'condition'>;

export function checkTest(to: Complaints, test: Parts): void {
  checkInit(to, test);
  const declared = new Map(test.init.map((i) => [placeKey(i.place), i]));
  const check = (place: Place) => {
    if (place.kind === 'register') {
      checkThread(to, place.thread, place.span, test);
      checkRegisterType(to, place.span, declared.get(placeKey(place)));
    } else if (place.element !== undefined) checkElement(to, place.name, place.element, place.span, declared);
  };
  test.locations.forEach(check);
  // herd7 lets a thread that does not exist pass in the filter, where it reads 0; warned of elsewhere.
  if (test.filter !== undefined) {
    forEachPlace(test.filter, (place) => {
      if (place.kind === 'location' || place.thread < test.threads.length) check(place);
    });
  }
  forEachPlace(test.condition, check);
}

function checkInit(to: Complaints, test: Parts): void {
  const seen = new Map<string, InitItem>();
  for (const item of test.init) {
    const key = placeKey(item.place);
    const before = seen.get(key);
    if (before !== undefined) {
      error(to, item.place.span, {
        code: 'litmus/init-twice',
        message: `${key} is given twice in the initial state`,
        related: [{ span: before.place.span, message: 'first given here' }],
      });
    }
    seen.set(key, item);
    if (item.place.kind !== 'register') continue;
    const { thread, name, span } = item.place;
    checkThread(to, thread, span, test);
    const parameter = test.threads[thread]?.parameters.find((p) => p.name === name);
    if (parameter === undefined) continue;
    error(to, span, {
      code: 'litmus/init-parameter',
      message: `${key} is a parameter of P${thread}, so it begins as the location ${name} and can have no other value`,
      related: [{ span: parameter.span, message: 'the parameter' }],
    });
  }
}

function checkThread(to: Complaints, thread: number, span: Span, test: Parts): void {
  if (thread >= 0 && thread < test.threads.length) return;
  const last = test.threads.length - 1;
  error(to, span, {
    code: 'litmus/no-such-thread',
    message: `there is no thread P${thread}; the ${last === 0 ? 'only one is P0' : `last one is P${last}`}`,
  });
}

/** herd7 wants the size of a register's type only when the register is shown or tested. */
function checkRegisterType(to: Complaints, span: Span, item: InitItem | undefined): void {
  if (item === undefined || item.pointer || item.type !== undefined) return;
  const word = /^(?:_Atomic )?(\S+) [0-9]+:/.exec(item.printed)?.[1];
  if (word === undefined) return;
  error(to, item.span, {
    ...unknownSize(word),
    related: [{ span, message: 'the register is observed here' }],
  });
}

function checkElement(
  to: Complaints,
  name: string,
  element: number,
  span: Span,
  declared: ReadonlyMap<string, InitItem>,
): void {
  const item = declared.get(name);
  if (item === undefined || (item.elements === undefined && !item.pointer)) {
    error(to, span, {
      code: 'litmus/not-an-array',
      message: `${name} is not declared as an array in the initial state`,
      hint: `declare it: int ${name}[2];`,
    });
  } else if (item.elements !== undefined && (element < 0 || element >= item.elements)) {
    error(to, span, {
      code: 'litmus/not-an-array',
      message: `the array ${name} has ${item.elements} elements; there is no ${name}[${element}]`,
    });
  }
}
