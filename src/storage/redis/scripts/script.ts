import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Argument, Send } from '../client/pipeline.ts'
import { reply } from '../client/reply.ts'

/** Runs one script on the keys and arguments that its header names. */
export type Script = (keys: readonly string[], given: readonly Argument[]) => Promise<unknown>

/** The scripts of this folder. */
export const scripts =
  (send: Send) =>
  (name: string): Script => {
    const lua = textOf(name)
    const sha = createHash('sha1').update(lua).digest('hex')
    return (keys, given) => {
      const args = [sha, String(keys.length), ...keys, ...given]
      const sent = send('evalsha', args).catch((error: Error) => {
        // The server has forgotten the script, and so has not run it: this is no second try.
        if (error.message.startsWith('NOSCRIPT')) return send('eval', [lua, ...args.slice(1)])
        throw error
      })
      return reply(sent)
    }
  }

/** The text of a script, with that of the parts that it names. */
const textOf = (name: string): string =>
  readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8').replace(
    /^-- include (\w+)$/m,
    (_line, part: string) => textOf(part),
  )
