import type { Redis } from 'ioredis'
import type { RedisArgument, PendingCommand, SendCommand } from './pipeline.ts'
import { withoutArguments } from './reply.ts'
import type { WaitedReplicas } from './waited_replicas.ts'

/** How long WAIT waits for the replicas, in milliseconds. A caller waits two seconds at most. */
const WAIT_TIMEOUT_MS = 500

/** A bound on one group, so that the last calls of a burst do not time out behind the first. */
const MAX_COMMANDS = 1_000

/**
 * Sends calls in groups, each followed by one WAIT, and returns no reply of a group before so many
 * replicas have it. Reads are held back too: another process that still waits may have written what
 * they return. One group is sent at a time, while the next one collects.
 *
 * WAIT covers the last write of its own connection, and reads do not count since Redis 7.2. So a
 * PUBLISH without subscribers is sent after them: it has an offset in the replication stream, and
 * takes neither memory nor an entry in the append-only file.
 */
export function replicated(redis: Redis, replicas: WaitedReplicas): SendCommand {
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

/** The reply to each call, once so many replicas have it. Throws where that is unknown. */
async function sendWithWait(
  redis: Redis,
  commands: readonly PendingCommand[],
  waited: WaitedReplicas,
): Promise<readonly Reply[]> {
  const replicas = waited.count()
  if (replicas === undefined) throw new Error('no sentinel has said how many replicas there are')
  const pipeline = redis.pipeline()
  for (const { command, args } of commands) pipeline.callBuffer(command, args as RedisArgument[])
  pipeline.publish(WAIT_CHANNEL, '')
  pipeline.wait(replicas, WAIT_TIMEOUT_MS)
  const replies = (await pipeline.exec()) as Reply[]
  const [[publishError], [waitError, acknowledged]] = replies.slice(-2) as [Reply, Reply]
  const error = publishError ?? waitError
  // With any error the outcome of the calls is unknown, and the store counts as unavailable.
  if (error) throw new Error(error.message, { cause: withoutArguments(error) })
  // A replica that came back meanwhile counts as well.
  const wanted = Math.max(replicas, waited.count() ?? replicas)
  if (Number(acknowledged) >= wanted) return replies
  throw new Error(unmet(Number(acknowledged), wanted, waited.names()))
}

const unmet = (acknowledged: number, wanted: number, names: string): string =>
  `${acknowledged} of ${wanted} replicas acknowledged within ${WAIT_TIMEOUT_MS} ms${names && ` (wanted: ${names})`}`

export const WAIT_CHANNEL = 'lockstep:wait'
