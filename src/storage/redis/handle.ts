import { z } from 'zod'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../store.ts'
import { registrationBytes } from '../encoding/version.ts'
import type { SendCommand } from './client/pipeline.ts'
import { awaitReply } from './client/reply.ts'
import type { OptimizerKeys } from './keys.ts'
import type { Script } from './scripts/script.ts'

/** The commands, keys and scripts for the optimizers in one Redis. */
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
  readonly time: Script
  readonly readListed: Script
  readonly labelled: Script
}

/** A field may be missing. */
const Fields = z.array(z.instanceof(Buffer).nullable())

/** The values of some fields of an optimizer. */
export const readFields = async (
  { send, optimizerKey }: RedisHandle,
  id: string,
  fields: readonly string[],
) => Fields.parse(await awaitReply(send('hmget', [optimizerKey(id), ...fields])))

/**
 * The values of some fields of the registration that was read.
 * @throws {Refusal} `optimizer_not_found` where that registration is gone.
 */
export async function readFieldsOfRegistration(
  redis: RedisHandle,
  { optimizer: { id }, version }: Stored,
  fields: readonly string[],
  script: Script = redis.read,
): Promise<(Buffer | null)[]> {
  const found = await script([redis.optimizerKey(id)], [registrationBytes(version), ...fields])
  if (found === null) refuse({ code: 'optimizer_not_found', optimizer: id })
  return Fields.parse(found)
}
