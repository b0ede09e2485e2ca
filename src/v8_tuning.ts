import { executionAsyncResource } from 'node:async_hooks'
import { setFlagsFromString } from 'node:v8'

/** Prevents two V8 heuristics from slowing a process down for its whole life. Called first. */
export function tuneV8(): void {
  keepTickShape()
  disablePretenuring()
}

/** Tick objects that are never collected. */
const keptTicks: object[] = []

/**
 * Node creates each tick as an object literal with symbols for keys. V8 drops the hidden class of these
 * objects in a garbage collection that finds none of them alive: from then on each tick takes four to
 * seven times as long (Node 26.10, `node --expose-gc bench/next_tick.ts`), and a request has some eight.
 * One live object keeps the hidden class.
 */
const keepTickShape = (): void =>
  process.nextTick(() => void keptTicks.push(executionAsyncResource()))

/**
 * Where the first few hundred objects of one allocation site survive a collection, V8 allocates later
 * objects of that site in the old generation, which only a full collection frees, together with all
 * that they refer to. Cached optimizers are such objects: each step creates a new one. With
 * pretenuring a fifth of all allocations became old, without it a thirtieth, and in the processes
 * where V8 decided so, a batch took 13 to 35 percent more CPU time (Node 26.10, `--trace-gc` and
 * `--trace-pretenuring-statistics` under `npm run bench -- batch`).
 */
const disablePretenuring = (): void => setFlagsFromString('--no-allocation-site-pretenuring')
