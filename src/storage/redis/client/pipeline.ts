import type { Redis } from 'ioredis'

export type RedisArgument = string | Buffer

/** Sends one command. Replies are buffers, not texts. */
export type SendCommand = (command: string, args: readonly RedisArgument[]) => Promise<unknown>

/** A command that waits to be sent. */
export interface PendingCommand {
  readonly command: string
  readonly args: readonly RedisArgument[]
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Sends the commands of one tick of the event loop in one write: a write for each costs the service a
 * quarter of its time under load.
 */
export function pipelined(redis: Redis): SendCommand {
  let pending: PendingCommand[] = []

  function flush(): void {
    const commands = pending
    pending = []
    const pipeline = redis.pipeline()
    for (const { command, args, resolve, reject } of commands) {
      pipeline.callBuffer(command, args as RedisArgument[], (error: unknown, result: unknown) => {
        if (error) reject(error)
        else resolve(result)
      })
    }
    // Each call has received its own error. An error of the whole pipeline goes to all of them.
    pipeline.exec().catch((error: unknown) => commands.forEach(({ reject }) => reject(error)))
  }

  return (command, args) =>
    new Promise((resolve, reject) => {
      if (pending.push({ command, args, resolve, reject }) === 1) setImmediate(flush)
    })
}
