import type { Redis } from 'ioredis'
import type { Argument, Call, Send } from './pipeline.ts'
import { withoutArguments } from './reply.ts'

/** How long replicas have to say that they have a group. A caller waits no longer than two seconds. */
const PATIENCE_MS = 500

/** So that those who came late in a rush are not timed out for the work of those before them. */
const MOST_CALLS = 1_000

/**
 * Sends calls in groups, each followed by one WAIT, and tells nothing of what came of a group until
 * so many replicas have it. What was read is held back too: it may have been written by another
 * process that still waits. One group is under way at a time, so that the next gathers meanwhile.
 *
 * WAIT stands for the last write of its own connection, where reads do not count since Redis 7.2.
 * So a message that nobody hears is written after them: it takes a place in the stream to the
 * replicas, and neither memory nor a line in the append-only file.
 */
export function grouping(redis: Redis, replicas: number): Send {
  let waiting: Call[] = []
  let busy = false

  async function sendGroup(): Promise<void> {
    const calls = waiting.slice(0, MOST_CALLS)
    waiting = waiting.slice(MOST_CALLS)
    try {
      const replies = await replicated(redis, calls, replicas)
      calls.forEach(({ resolve, reject }, index) => {
        const [error, result] = replies[index]!
        if (error) reject(error)
        else resolve(result)
      })
    } catch (error) {
      calls.forEach(({ reject }) => reject(error))
    }
    busy = waiting.length > 0
    if (busy) setImmediate(() => void sendGroup())
  }

  return (command, args) =>
    new Promise((resolve, reject) => {
      waiting.push({ command, args, resolve, reject })
      if (busy) return
      busy = true
      setImmediate(() => void sendGroup())
    })
}

type Reply = [error: Error | null, result: unknown]

/** What came of each call, once so many replicas have it. Throws where that is not known. */
async function replicated(
  redis: Redis,
  calls: readonly Call[],
  replicas: number,
): Promise<readonly Reply[]> {
  const pipeline = redis.pipeline()
  for (const { command, args } of calls) pipeline.callBuffer(command, args as Argument[])
  pipeline.publish(HEARD_BY_NOBODY, '')
  pipeline.wait(replicas, PATIENCE_MS)
  const replies = (await pipeline.exec()) as Reply[]
  const [[unheard], [unwaited, acknowledged]] = replies.slice(-2) as [Reply, Reply]
  const error = unheard ?? unwaited
  // Whatever it is, what came of the calls is not known, and that is no fault of theirs.
  if (error) throw new Error(error.message, { cause: withoutArguments(error) })
  if (Number(acknowledged) >= replicas) return replies
  throw new Error(
    `${Number(acknowledged)} of ${replicas} replicas said within ${PATIENCE_MS} ms that they have it`,
  )
}

const HEARD_BY_NOBODY = 'lockstep:wait'
