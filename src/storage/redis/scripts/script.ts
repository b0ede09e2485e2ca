import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RedisArgument, SendCommand } from '../client/pipeline.ts'
import { awaitReply } from '../client/reply.ts'

/** Runs one script on the keys and arguments that its header names. */
export type Script = (
  keys: readonly string[],
  scriptArguments: readonly RedisArgument[],
) => Promise<unknown>

/** The scripts of this folder. */
export const scriptLoader =
  (send: SendCommand) =>
  (name: string): Script => {
    const lua = readScript(name)
    const sha = createHash('sha1').update(lua).digest('hex')
    return (keys, scriptArguments) => {
      const args = [sha, String(keys.length), ...keys, ...scriptArguments]
      const sent = send('evalsha', args).catch((error: Error) => {
        // The server does not have the script, so it has not run it: this is no second try.
        if (error.message.startsWith('NOSCRIPT')) return send('eval', [lua, ...args.slice(1)])
        throw error
      })
      return awaitReply(sent)
    }
  }

/** The text of a script, with the text of the parts that it includes. */
const readScript = (name: string): string =>
  readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8').replace(
    /^-- include (\w+)$/m,
    (_line, part: string) => readScript(part),
  )
