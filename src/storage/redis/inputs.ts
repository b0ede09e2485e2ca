import type { Input } from '../../core/trajectory/input.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { decodeInput } from '../encoding/input.ts'
import { ALL_REVISIONS, type DecisionQuery, type RevisionRange, type Stored } from '../store.ts'
import * as field from './fields.ts'
import { readFieldsOfRegistration, type RedisHandle } from './handle.ts'
import { history } from './reads.ts'

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
  revisions: RevisionRange = ALL_REVISIONS,
): AsyncGenerator<readonly Input[]> {
  const through = Math.min(revisions.through, stored.optimizer.revision)
  const isShort = revisions.after > 0 && through - revisions.after <= INPUTS_PER_PART
  if (isShort) yield* changesByRevision(redis, stored, { ...revisions, through })
  else yield* listedChanges(redis, stored, { ...revisions, through })
}

/** The changes of a short range: a list may have more, and has to be read as a whole. */
async function* changesByRevision(
  redis: RedisHandle,
  stored: Stored,
  revisions: RevisionRange,
): AsyncGenerator<readonly Input[]> {
  for await (const part of inputs(redis, stored, revisions)) {
    const changes = part.filter(({ kind }) => kind !== 'metric_decided')
    if (changes.length > 0) yield changes
  }
}

async function* listedChanges(
  redis: RedisHandle,
  stored: Stored,
  { after, through }: RevisionRange,
): AsyncGenerator<readonly Input[]> {
  const isInRange = ({ revision }: Input) => revision > after && revision <= through
  const floor = await readFloor(redis, stored)
  // One list after another: all of them at once would delay every other client of Redis.
  for (const list of field.changesFields(Math.max(1, floor, after), through)) {
    const listed = await readFieldsOfRegistration(redis, stored, [list], redis.readListed)
    yield* decodedParts(listed, isInRange)
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
