/** The end of the present tick. One per process, as a process has one event loop. */
let pending: Promise<void> | undefined

/**
 * Resolves when this tick of the event loop is over. Responses from memory wait for it, and are then
 * written together. Written between two reads, each response wakes its reader by itself, which costs
 * a third of the responses per second (`npm run bench -- sealed`).
 */
export function afterTick(): Promise<void> {
  pending ??= new Promise((resolve) => {
    setImmediate(() => {
      pending = undefined
      resolve()
    })
  })
  return pending
}
