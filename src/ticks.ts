import { executionAsyncResource } from 'node:async_hooks'

/** Ticks that are never let go of. */
const kept: object[] = []

/**
 * Keeps `process.nextTick` fast for as long as the process lives. Node makes each tick as an object
 * literal with symbols for keys, and V8 forgets the shape of these in a collection of garbage that
 * finds none alive: from then on each takes four to seven times as long (Node 26.10,
 * `node --expose-gc bench/ticks.ts`), some eight of them in each request. One that is kept keeps the
 * shape.
 */
export const keepTicksFast = (): void =>
  process.nextTick(() => void kept.push(executionAsyncResource()))
