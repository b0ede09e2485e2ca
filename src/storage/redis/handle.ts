import { z } from 'zod'
import type { Stored } from '../store.ts'
import { registrationBytes } from '../encoding/version.ts'
import type { Send } from './client/pipeline.ts'
import { reply } from './client/reply.ts'
import type { Keys } from './keys.ts'
import type { Script } from './scripts/script.ts'

/** Where optimizers are: a way to send commands, their keys, and the scripts that act on them. */
export interface Place {
  readonly send: Send
  readonly key: (id: string) => string
  readonly keys: (id: string) => Keys
  readonly indexes: readonly string[]
  readonly put: Script
  readonly commit: Script
  readonly seal: Script
  readonly remove: Script
  readonly read: Script
  readonly readListed: Script
  readonly labelled: Script
}

/** A field may hold nothing. */
const Fields = z.array(z.instanceof(Buffer).nullable())

/** What some fields of an optimizer hold. */
export const fieldsOf = async ({ send, key }: Place, id: string, fields: readonly string[]) =>
  Fields.parse(await reply(send('hmget', [key(id), ...fields])))

/** What some fields hold, undefined where the registration that was read is gone. */
export async function fieldsOfRead(
  at: Place,
  stored: Stored,
  fields: readonly string[],
  script: Script = at.read,
): Promise<(Buffer | null)[] | undefined> {
  const key = at.key(stored.optimizer.id)
  const found = await script([key], [registrationBytes(stored.version), ...fields])
  return found === null ? undefined : Fields.parse(found)
}
