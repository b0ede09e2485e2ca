import type { Memory } from './memory.ts'

/**
 * Lets one act at a time on one optimizer: the ranks of a job ask for the same step at once, and
 * all but the first then find it done. Whoever is in line behind a store that is away is told so
 * with the first, and does not wait for as many time-outs as there are ranks.
 */
export function inLine<T>(
  { lines }: Memory,
  id: string,
  act: () => Promise<T>,
  passesOn: (error: unknown) => boolean,
): Promise<T> {
  const ahead = lines.get(id)
  const mine = ahead ? ahead.then(act, (error) => (passesOn(error) ? reject(error) : act())) : act()
  lines.set(id, mine)
  const leave = () => {
    if (lines.get(id) === mine) lines.delete(id)
  }
  mine.then(leave, leave)
  return mine
}

const reject = (error: unknown): never => {
  throw error
}
