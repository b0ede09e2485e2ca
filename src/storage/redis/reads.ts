import { firstGeneration, type Generation } from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { NO_HISTORY, type History } from '../../core/history/snapshot.ts'
import { decodeHistory } from '../../core/encoding/history.ts'
import { decode, decodeGeneration, decodeInput, decodeReceipt } from '../encoding/record.ts'
import type { DecisionQuery, Receipt, RevisionRange, Stored } from '../store.ts'
import { VERSION_BYTES, versionBytes } from '../encoding/version.ts'
import * as field from './fields.ts'
import { fieldsOf, fieldsOfRead, type Place } from './handle.ts'

/** An optimizer, or undefined where there is none. Throws where there is half of one. */
export async function find(
  at: Place,
  id: string,
  remembered?: Stored,
): Promise<Stored | undefined> {
  if (remembered && (await isCurrent(at, remembered))) return remembered
  const wanted = [field.DEFINITION, field.PLAN, field.HEADER, field.VALUES]
  const parts = await fieldsOf(at, id, wanted)
  if (parts.every((part) => part === null)) return undefined
  const [definition, plan, header, values] = parts.map((part) => part ?? refuseHalf(id))
  return decode(id, {
    definition: String(definition),
    plan: String(plan),
    header: header!,
    values: values!,
  })
}

function refuseHalf(id: string): never {
  throw new Error(`Cannot read optimizer "${id}": a part of its hash is gone`)
}

async function isCurrent(at: Place, { optimizer, version }: Stored): Promise<boolean> {
  const [header] = await fieldsOf(at, optimizer.id, [field.HEADER])
  return header?.subarray(0, VERSION_BYTES).equals(versionBytes(version)) ?? false
}

/** How many fields are asked for at a time: others have their turns in between. */
const CHUNK = 1_000
/** How many inputs are made of what was read at a time: a millisecond's worth, or a few. */
const AT_ONCE = 100

export async function inputs(
  at: Place,
  stored: Stored,
  { after, through }: RevisionRange,
): Promise<readonly Input[] | undefined> {
  const last = Math.min(through, stored.optimizer.revision)
  const found: Input[] = []
  let first = after + 1
  do {
    const count = Math.max(0, Math.min(CHUNK, last - first + 1))
    const names = Array.from({ length: count }, (_, index) => field.inputField(first + index))
    const chunk = await fieldsOfRead(at, stored, names)
    if (!chunk) return undefined
    found.push(...(await decoded(chunk)))
    first += CHUNK
  } while (first <= last)
  return found
}

async function decoded(texts: readonly (Buffer | null)[]): Promise<Input[]> {
  const found: Input[] = []
  for (let first = 0; first < texts.length; first += AT_ONCE) {
    if (first > 0) await new Promise(setImmediate)
    const some = texts.slice(first, first + AT_ONCE)
    found.push(...some.flatMap((text) => (text ? decodeInput(text.toString()) : [])))
  }
  return found
}

export async function changes(at: Place, stored: Stored): Promise<readonly Input[] | undefined> {
  const { revision } = stored.optimizer
  const floor = await floorOf(at, stored)
  const found: Input[] = []
  // One list after the other: all of them at once would keep the server from everybody else.
  for (const list of field.changesFields(Math.max(1, floor), revision)) {
    const listed = await fieldsOfRead(at, stored, [list], at.readListed)
    if (!listed) return undefined
    found.push(...(await decoded(listed)))
  }
  return found.filter((input) => input.revision <= revision)
}

/** The revision through which there are no inputs any more, as far as it is worth a look. */
async function floorOf(at: Place, stored: Stored): Promise<number> {
  const isShort = field.changesFields(1, stored.optimizer.revision).length <= 1
  return isShort ? 0 : ((await history(at, stored))?.floor ?? 0)
}

export async function decisions(
  at: Place,
  stored: Stored,
  { metric, step: reportedFor, generations }: DecisionQuery,
): Promise<readonly MetricDecision[] | undefined> {
  const names = generations.map((generation) =>
    field.decisionField({ generation, reportedFor, metric }),
  )
  const found = await fieldsOfRead(at, stored, names, at.readListed)
  if (!found) return undefined
  const inputs = await decoded(found)
  return inputs
    .filter((input) => input.kind === 'metric_decided')
    .sort((a, b) => a.revision - b.revision)
}

export async function generations(
  at: Place,
  stored: Stored,
): Promise<readonly Generation[] | undefined> {
  const { createdAt, generation } = stored.optimizer
  const numbers = Array.from({ length: generation.number }, (_, index) => index + 1)
  const found = await fieldsOfRead(at, stored, numbers.map(field.generationField))
  // The first is left out where it says no more than the registration does.
  return found?.flatMap((text, index) => {
    if (text) return decodeGeneration(text.toString())
    return index === 0 ? firstGeneration(createdAt) : []
  })
}

export async function history(at: Place, stored: Stored): Promise<History | undefined> {
  const found = await fieldsOfRead(at, stored, [field.HISTORY])
  if (!found) return undefined
  return found[0] ? decodeHistory(found[0].toString()) : NO_HISTORY
}

export async function receipt(
  at: Place,
  stored: Stored,
  key: string,
): Promise<Receipt | null | undefined> {
  const found = await fieldsOfRead(at, stored, [field.receiptField(key)])
  if (!found) return undefined
  return found[0] ? decodeReceipt(key, found[0].toString()) : null
}
