import type { Redis } from 'ioredis'

export type RedisArgument = string | Buffer

/** Sends one command. What comes back are buffers, not texts. */
export type SendCommand = (command: string, args: readonly RedisArgument[]) => Promise<unknown>

/** A command that waits for its turn to be sent. */
export interface PendingCommand {
  readonly command: string
  readonly args: readonly RedisArgument[]
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Sends what is called within one turn of the event loop in one write: a write each costs the
 * service a quarter of its time under load.
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
    // Each call has been told of its own error. What keeps all from being sent is told here.
    pipeline.exec().catch((error: unknown) => commands.forEach(({ reject }) => reject(error)))
  }

  return (command, args) =>
    new Promise((resolve, reject) => {
      if (pending.push({ command, args, resolve, reject }) === 1) setImmediate(flush)
    })
}
