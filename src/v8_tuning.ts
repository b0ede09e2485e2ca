import { executionAsyncResource } from 'node:async_hooks'
import { setFlagsFromString } from 'node:v8'

/** Keeps V8 from guesses that slow a process down for as long as it lives. Before all else. */
export function tuneV8(): void {
  keepTickShape()
  disablePretenuring()
}

/** Ticks that are never let go of. */
const keptTicks: object[] = []

/**
 * Node makes each tick as an object literal with symbols for keys, and V8 forgets the shape of these
 * in a collection of garbage that finds none alive: from then on each takes four to seven times as
 * long (Node 26.10, `node --expose-gc bench/next_tick.ts`), some eight of them in each request. One that
 * is kept keeps the shape.
 */
const keepTickShape = (): void =>
  process.nextTick(() => void keptTicks.push(executionAsyncResource()))

/**
 * Where the first few hundred objects that one place in the code makes outlive a collection, V8
 * makes those that come after among the old ones, where only a full collection finds them dead, and
 * what they point to with them. So it is with what is known of optimizers, of which each step makes
 * a new one: a fifth of all that was made became old, or a thirtieth without, and a batch took
 * 13 to 35 percent more of a processor, in those processes that were unlucky (Node 26.10,
 * `--trace-gc` and `--trace-pretenuring-statistics` under `npm run bench -- batch`).
 */
const disablePretenuring = (): void => setFlagsFromString('--no-allocation-site-pretenuring')
