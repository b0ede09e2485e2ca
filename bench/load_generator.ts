import { once } from 'node:events'
import type { Load, Report } from './load_generator_main.ts'
import { startFile, stop } from './processes.ts'

/** The process that makes load. It is kept between loads, so that it is warm. */
export interface Loader extends AsyncDisposable {
  /** Bears down on a server for as long as `act` takes, and tells what the load saw. */
  during(load: Load, act: () => Promise<unknown>): Promise<Report>
  /** Asks all that there is to ask, where every lane has an end. */
  through(load: Load): Promise<Report>
}

export function startLoader(): Loader {
  const child = startFile('./load_generator_main.ts')
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load generator ended: its last words are above')
  })
  // Nobody may be waiting when it is stopped.
  ended.catch(() => undefined)
  const begin = (load: Load) => {
    const reported = once(child, 'message')
    child.send(load)
    return async () => ((await Promise.race([reported, ended])) as [Report])[0]
  }
  return {
    async during(load, act) {
      const report = begin(load)
      await Promise.race([act(), ended])
      child.send('stop')
      return report()
    },
    through: (load) => begin(load)(),
    [Symbol.asyncDispose]: () => stop(child),
  }
}
