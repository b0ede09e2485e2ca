import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { reply } from './connection.ts'

type Argument = string | Buffer

/** Sends one command. What comes back are buffers, not texts. */
export type Send = (command: string, args: readonly Argument[]) => Promise<unknown>

/** A command that waits for its turn to be sent. */
interface Call {
  readonly command: string
  readonly args: readonly Argument[]
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Sends what is called within one turn of the event loop in one write: a write each costs the
 * service a quarter of its time under load.
 */
export function batching(redis: Redis): Send {
  let waiting: Call[] = []

  function flush(): void {
    const calls = waiting
    waiting = []
    const pipeline = redis.pipeline()
    for (const { command, args, resolve, reject } of calls) {
      pipeline.callBuffer(command, args as Argument[], (error: unknown, result: unknown) => {
        if (error) reject(error)
        else resolve(result)
      })
    }
    // Each call has been told of its own error. What keeps all from being sent is told here.
    pipeline.exec().catch((error: unknown) => calls.forEach(({ reject }) => reject(error)))
  }

  return (command, args) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ command, args, resolve, reject }) === 1) setImmediate(flush)
    })
}

/** Runs one script on the keys and arguments that its header names. */
export type Script = (keys: readonly string[], given: readonly Argument[]) => Promise<unknown>

/** The scripts of this folder. */
export const scripts =
  (send: Send) =>
  (name: string): Script => {
    const lua = readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8')
    const sha = createHash('sha1').update(lua).digest('hex')
    return (keys, given) => {
      const args = [String(keys.length), ...keys, ...given]
      const sent = send('evalsha', [sha, ...args]).catch((error: Error) => {
        // The server has forgotten the script, and so has not run it: this is no second try.
        if (error.message.startsWith('NOSCRIPT')) return send('eval', [lua, ...args])
        throw error
      })
      return reply(sent)
    }
  }
