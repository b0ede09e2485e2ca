import { once } from 'node:events'
import type { Load, LoadReport } from './load_generator_main.ts'
import { startFile, stop } from './processes.ts'

/** The process that generates load. It is kept between loads, so that its code stays compiled. */
export interface LoadGenerator extends AsyncDisposable {
  /** Loads a server for as long as `act` takes, and returns the measurements. */
  runDuring(load: Load, act: () => Promise<unknown>): Promise<LoadReport>
  /** Sends all requests of the workloads, each of which must have a total. */
  runToEnd(load: Load): Promise<LoadReport>
}

export function startLoadGenerator(): LoadGenerator {
  const child = startFile('./load_generator_main.ts')
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load generator ended: its error is printed above')
  })
  // When the process is stopped there may be no caller that waits for this promise.
  ended.catch(() => undefined)
  const begin = (load: Load) => {
    const reported = once(child, 'message')
    child.send(load)
    return async () => ((await Promise.race([reported, ended])) as [LoadReport])[0]
  }
  return {
    async runDuring(load, act) {
      const report = begin(load)
      await Promise.race([act(), ended])
      child.send('stop')
      return report()
    },
    runToEnd: (load) => begin(load)(),
    [Symbol.asyncDispose]: () => stop(child),
  }
}
