import type { Redis } from 'ioredis'
import type { RedisArgument, PendingCommand, SendCommand } from './pipeline.ts'
import { withoutArguments } from './reply.ts'

/** How long replicas have to say that they have a group. A caller waits no longer than two seconds. */
const WAIT_TIMEOUT_MS = 500

/** So that those who came late in a rush are not timed out for the work of those before them. */
const MAX_COMMANDS = 1_000

/**
 * Sends calls in groups, each followed by one WAIT, and tells nothing of what came of a group until
 * so many replicas have it. What was read is held back too: it may have been written by another
 * process that still waits. One group is under way at a time, so that the next gathers meanwhile.
 *
 * WAIT stands for the last write of its own connection, where reads do not count since Redis 7.2.
 * So a message that nobody hears is written after them: it takes a place in the stream to the
 * replicas, and neither memory nor a line in the append-only file.
 */
export function replicated(redis: Redis, replicas: number): SendCommand {
  let pending: PendingCommand[] = []
  let isSending = false

  async function sendPipeline(): Promise<void> {
    const commands = pending.slice(0, MAX_COMMANDS)
    pending = pending.slice(MAX_COMMANDS)
    try {
      const replies = await sendWithWait(redis, commands, replicas)
      commands.forEach(({ resolve, reject }, index) => {
        const [error, result] = replies[index]!
        if (error) reject(error)
        else resolve(result)
      })
    } catch (error) {
      commands.forEach(({ reject }) => reject(error))
    }
    isSending = pending.length > 0
    if (isSending) setImmediate(() => void sendPipeline())
  }

  return (command, args) =>
    new Promise((resolve, reject) => {
      pending.push({ command, args, resolve, reject })
      if (isSending) return
      isSending = true
      setImmediate(() => void sendPipeline())
    })
}

type Reply = [error: Error | null, result: unknown]

/** What came of each call, once so many replicas have it. Throws where that is not known. */
async function sendWithWait(
  redis: Redis,
  commands: readonly PendingCommand[],
  replicas: number,
): Promise<readonly Reply[]> {
  const pipeline = redis.pipeline()
  for (const { command, args } of commands) pipeline.callBuffer(command, args as RedisArgument[])
  pipeline.publish(WAIT_CHANNEL, '')
  pipeline.wait(replicas, WAIT_TIMEOUT_MS)
  const replies = (await pipeline.exec()) as Reply[]
  const [[publishError], [waitError, acknowledged]] = replies.slice(-2) as [Reply, Reply]
  const error = publishError ?? waitError
  // Whatever it is, what came of the calls is not known, and that is no fault of theirs.
  if (error) throw new Error(error.message, { cause: withoutArguments(error) })
  if (Number(acknowledged) >= replicas) return replies
  throw new Error(
    `${Number(acknowledged)} of ${replicas} replicas acknowledged within ${WAIT_TIMEOUT_MS} ms`,
  )
}

const WAIT_CHANNEL = 'lockstep:wait'
