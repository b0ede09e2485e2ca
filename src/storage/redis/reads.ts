import { z } from 'zod'
import { firstGeneration, type Generation } from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { NO_HISTORY, type History } from '../../core/history/snapshot.ts'
import { decodeHistory } from '../../core/encoding/history.ts'
import { decode, decodeGeneration, decodeInput } from '../encoding/record.ts'
import { decodeReceipt } from '../encoding/receipt.ts'
import type { DecisionQuery, Receipt, RevisionRange, Stored } from '../store.ts'
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

/** Inputs in one read. Meanwhile Redis serves no other client. */
const INPUTS_PER_READ = 500
/** Inputs in one part: a millisecond's work, or a few, to decode them. A read may be several parts. */
const INPUTS_PER_PART = 100

export async function* inputs(
  redis: RedisHandle,
  stored: Stored,
  { after, through }: RevisionRange,
): AsyncGenerator<readonly Input[]> {
  const last = Math.min(through, stored.optimizer.revision)
  let first = after + 1
  do {
    const count = Math.max(0, Math.min(INPUTS_PER_READ, last - first + 1))
    const names = Array.from({ length: count }, (_, index) => field.inputField(first + index))
    yield* decodedParts(await readFieldsOfRegistration(redis, stored, names))
    first += INPUTS_PER_READ
  } while (first <= last)
}

/** Decodes the inputs that one read returned, part by part: other requests are served in between. */
async function* decodedParts(
  texts: readonly (Buffer | null)[],
  isWanted: (input: Input) => boolean = () => true,
): AsyncGenerator<readonly Input[]> {
  for (let first = 0; first < texts.length; first += INPUTS_PER_PART) {
    if (first > 0) await new Promise(setImmediate)
    const some = texts.slice(first, first + INPUTS_PER_PART)
    const part = some.flatMap((text) => (text ? decodeInput(text.toString()) : [])).filter(isWanted)
    if (part.length > 0) yield part
  }
}

export async function* changes(
  redis: RedisHandle,
  stored: Stored,
): AsyncGenerator<readonly Input[]> {
  const { revision } = stored.optimizer
  const floor = await readFloor(redis, stored)
  // One list after another: all of them at once would delay every other client of Redis.
  for (const list of field.changesFields(Math.max(1, floor), revision)) {
    const listed = await readFieldsOfRegistration(redis, stored, [list], redis.readListed)
    yield* decodedParts(listed, (input) => input.revision <= revision)
  }
}

/** The revision through which inputs have been deleted; 0 where one list has all changes anyway. */
async function readFloor(redis: RedisHandle, stored: Stored): Promise<number> {
  const isOneList = field.changesFields(1, stored.optimizer.revision).length <= 1
  return isOneList ? 0 : (await history(redis, stored)).floor
}

export async function decisions(
  redis: RedisHandle,
  stored: Stored,
  { metric, step: reportedFor, generations }: DecisionQuery,
): Promise<readonly MetricDecision[]> {
  const names = generations.map((generation) =>
    field.decisionField({ generation, reportedFor, metric }),
  )
  const found = await readFieldsOfRegistration(redis, stored, names, redis.readListed)
  const inputs = (await Array.fromAsync(decodedParts(found))).flat()
  return inputs
    .filter((input) => input.kind === 'metric_decided')
    .sort((a, b) => a.revision - b.revision)
}

export async function generations(
  redis: RedisHandle,
  stored: Stored,
): Promise<readonly Generation[]> {
  const { createdAt, generation } = stored.optimizer
  const numbers = Array.from({ length: generation.number }, (_, index) => index + 1)
  const found = await readFieldsOfRegistration(redis, stored, numbers.map(field.generationField))
  // The first generation is not stored where it follows from the registration.
  return found.flatMap((text, index) => {
    if (text) return decodeGeneration(text.toString())
    return index === 0 ? firstGeneration(createdAt) : []
  })
}

export async function history(redis: RedisHandle, stored: Stored): Promise<History> {
  const [text] = await readFieldsOfRegistration(redis, stored, [field.HISTORY])
  return text ? decodeHistory(text.toString()) : NO_HISTORY
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
