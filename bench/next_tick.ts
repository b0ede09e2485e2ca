import { setTimeout as sleep } from 'node:timers/promises'
import { tuneV8 } from '../src/v8_tuning.ts'

/**
 * The time of a `process.nextTick` before and after a garbage collection that finds no live tick:
 * `node --expose-gc bench/next_tick.ts`, or `node --expose-gc bench/next_tick.ts kept` as the service does.
 */

const TICKS = 2_000_000
const ROUNDS = 5

if (process.argv[2] === 'kept') tuneV8()
console.log('ns a tick, before:', await measureRounds())
for (let collection = 0; collection < 4; collection++) {
  // Not within a tick, which would be a live one.
  await sleep(20)
  globalThis.gc!()
}
await sleep(20)
console.log('ns a tick, after: ', await measureRounds())

async function measureRounds(): Promise<string> {
  const seen: number[] = []
  for (let round = 0; round < ROUNDS; round++) seen.push(await measureTicks())
  return seen.map((ns) => ns.toFixed(0).padStart(4)).join(' ')
}

/** The mean nanoseconds of a tick, over many ticks one after the other. */
function measureTicks(): Promise<number> {
  const began = performance.now()
  let left = TICKS
  return new Promise((resolve) => {
    const next = () => {
      if (left-- > 0) process.nextTick(next)
      else resolve(((performance.now() - began) * 1e6) / TICKS)
    }
    next()
  })
}
