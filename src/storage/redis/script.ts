import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { reply } from './connection.ts'

/** Runs one script on the keys and arguments that its header names. */
export type Script = (
  keys: readonly string[],
  given: readonly (string | Buffer)[],
) => Promise<unknown>

/** A script that waits for its turn to be sent. */
interface Call {
  readonly sha: string
  readonly given: readonly (string | Buffer)[]
  readonly keys: number
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
}

/**
 * The scripts of this folder, on one connection. What is called within one turn of the event loop
 * goes out in one write: a write each costs the service a quarter of its time under load.
 */
export function scripts(redis: Redis): (name: string) => Script {
  let waiting: Call[] = []

  function flush(): void {
    const calls = waiting
    waiting = []
    const pipeline = redis.pipeline()
    for (const call of calls) {
      pipeline.evalsha(call.sha, call.keys, ...call.given, (error: unknown, result: unknown) => {
        if (error) call.reject(error)
        else call.resolve(result)
      })
    }
    // Each call has been told of its own error. What keeps all from being sent is told here.
    pipeline.exec().catch((error: unknown) => calls.forEach(({ reject }) => reject(error)))
  }

  const send = (call: Omit<Call, 'resolve' | 'reject'>) =>
    new Promise<unknown>((resolve, reject) => {
      if (waiting.push({ ...call, resolve, reject }) === 1) setImmediate(flush)
    })

  return (name) => {
    const lua = readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8')
    const sha = createHash('sha1').update(lua).digest('hex')
    return (keys, given) => {
      const call = { sha, keys: keys.length, given: [...keys, ...given] }
      const sent = send(call).catch((error: Error) => {
        // The server has forgotten the script, and so has not run it: this is no second try.
        if (error.message.startsWith('NOSCRIPT')) return redis.eval(lua, call.keys, ...call.given)
        throw error
      })
      return reply(sent)
    }
  }
}
