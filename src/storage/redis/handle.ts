import { z } from 'zod'
import type { Stored } from '../store.ts'
import { registrationBytes } from '../encoding/version.ts'
import type { SendCommand } from './client/pipeline.ts'
import { awaitReply } from './client/reply.ts'
import type { OptimizerKeys } from './keys.ts'
import type { Script } from './scripts/script.ts'

/** Where optimizers are: a way to send commands, their keys, and the scripts that act on them. */
export interface RedisHandle {
  readonly send: SendCommand
  readonly optimizerKey: (id: string) => string
  readonly optimizerKeys: (id: string) => OptimizerKeys
  readonly indexKeys: readonly string[]
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
export const readFields = async (
  { send, optimizerKey }: RedisHandle,
  id: string,
  fields: readonly string[],
) => Fields.parse(await awaitReply(send('hmget', [optimizerKey(id), ...fields])))

/** What some fields hold, undefined where the registration that was read is gone. */
export async function readFieldsOfRegistration(
  redis: RedisHandle,
  stored: Stored,
  fields: readonly string[],
  script: Script = redis.read,
): Promise<(Buffer | null)[] | undefined> {
  const key = redis.optimizerKey(stored.optimizer.id)
  const found = await script([key], [registrationBytes(stored.version), ...fields])
  return found === null ? undefined : Fields.parse(found)
}
