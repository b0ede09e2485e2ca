import { z } from 'zod'
import { firstGeneration, type Generation } from '../../core/optimizer/generation.ts'
import { together } from '../../core/history/first_snapshots.ts'
import { NO_HISTORY, type History } from '../../core/history/snapshot.ts'
import { decodeHistory } from '../../core/encoding/history.ts'
import { decode, decodeGeneration } from '../encoding/record.ts'
import { blocksOf, decodeBlock } from '../encoding/first_snapshots.ts'
import { decodeReceipt } from '../encoding/receipt.ts'
import type { Receipt, Stored } from '../store.ts'
import { VERSION_BYTES, versionBytes } from '../encoding/version.ts'
import * as field from './fields.ts'
import { readFields, readFieldsOfRegistration, type RedisHandle } from './handle.ts'

/** An optimizer, or undefined where there is none. Throws where a field of it is missing. */
export async function find(
  redis: RedisHandle,
  id: string,
  cached?: Stored,
): Promise<Stored | undefined> {
  if (cached && (await isCurrent(redis, cached))) return cached
  const fields = [field.DEFINITION, field.PLAN, field.HEADER, field.VALUES]
  const parts = await readFields(redis, id, fields)
  if (parts.every((part) => part === null)) return undefined
  const [definition, plan, header, values] = parts.map((part) => part ?? throwIncomplete(id))
  return decode(id, {
    definition: String(definition),
    plan: String(plan),
    header: header!,
    values: values!,
  })
}

function throwIncomplete(id: string): never {
  throw new Error(`Cannot read optimizer "${id}": a field of its hash is missing`)
}

async function isCurrent(redis: RedisHandle, { optimizer, version }: Stored): Promise<boolean> {
  const [header] = await readFields(redis, optimizer.id, [field.HEADER])
  return header?.subarray(0, VERSION_BYTES).equals(versionBytes(version)) ?? false
}

export async function generations(
  redis: RedisHandle,
  stored: Stored,
  from = 1,
): Promise<readonly Generation[]> {
  const { createdAt, generation } = stored.optimizer
  const numbers = Array.from(
    { length: Math.max(0, generation.number - from + 1) },
    (_, index) => from + index,
  )
  const found = await readFieldsOfRegistration(redis, stored, numbers.map(field.generationField))
  // The first generation is not stored where it follows from the registration.
  return found.flatMap((text, index) => {
    if (text) return decodeGeneration(text.toString())
    return numbers[index] === 1 ? firstGeneration(createdAt) : []
  })
}

export async function history(
  redis: RedisHandle,
  stored: Stored,
  firstsOf: readonly number[] = [],
): Promise<History> {
  const names = [field.HISTORY, ...blocksOf(firstsOf).map(field.firstsField)]
  const [text, ...blocks] = await readFieldsOfRegistration(redis, stored, names)
  const firsts = blocks.flatMap((block) => decodeBlock(block?.toString()))
  return together(text ? decodeHistory(text.toString()) : NO_HISTORY, firsts)
}

export async function registration(
  redis: RedisHandle,
  stored: Stored,
): Promise<string | undefined> {
  const [text] = await readFieldsOfRegistration(redis, stored, [field.REGISTRATION])
  return text?.toString()
}

export async function receipt(
  redis: RedisHandle,
  stored: Stored,
  key: string,
): Promise<Receipt | null> {
  const [text] = await readFieldsOfRegistration(redis, stored, [field.receiptField(key)])
  return text ? decodeReceipt(key, text.toString()) : null
}

const Time = z.tuple([z.instanceof(Buffer), z.instanceof(Buffer)])

/** The clock of the server that keeps an optimizer, in milliseconds since 1970. */
export async function time(redis: RedisHandle, id: string): Promise<number> {
  const [seconds, microseconds] = Time.parse(await redis.time([redis.optimizerKey(id)], []))
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000)
}
