import type { Input } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { undefinedIfNotFound } from '../../core/not_found.ts'
import { firstVersion, nextVersion, versionBytes } from '../encoding/version.ts'
import type { FullRecord } from '../../core/history/full_record.ts'
import { encodeHistory } from '../../core/encoding/history.ts'
import { encode, encodeCommit, isFirstGeneration, nonEmptyField } from '../encoding/record.ts'
import { decisionKeyOf, encodeInput } from '../encoding/input.ts'
import { encodeReceipt } from '../encoding/receipt.ts'
import { RECEIPTS_KEPT, type Commit, type Stored } from '../store.ts'
import {
  changesFields,
  changesPairs,
  DEFINITION,
  decisionField,
  generationPair,
  HEADER,
  HISTORY,
  inputField,
  inputPairs,
  optimizerPairs,
  PLAN,
  REGISTRATION,
  VALUES,
  type FieldPair,
} from './fields.ts'
import { indexEntry, entryRange } from './keys.ts'
import type { RedisHandle } from './handle.ts'
import { deletedFirsts, firstsPairs } from './first_snapshots.ts'
import { generations } from './reads.ts'

export const create = (
  redis: RedisHandle,
  optimizer: Optimizer,
  registration?: string,
): Promise<Stored | undefined> =>
  storeOptimizer(redis, optimizer, optionalPair(REGISTRATION, registration))

export function restore(
  redis: RedisHandle,
  { optimizer, history, ...record }: FullRecord,
  replaced: Stored | undefined,
): Promise<Stored | undefined> {
  const inputs = record.inputs.map((input) => encodeInput(input, record.generations))
  const opened = record.generations.filter((each) => !isFirstGeneration(each, optimizer.createdAt))
  const pairs: FieldPair[] = [
    ...inputs.flatMap(inputPairs),
    ...changesPairs(inputs),
    ...opened.map(generationPair),
    [HISTORY, encodeHistory(history)],
    ...optionalPair(REGISTRATION, record.registration),
  ]
  return storeOptimizer(redis, optimizer, pairs, replaced)
}

/** Stores all of an optimizer, in the place of the replaced one or where there is none. */
async function storeOptimizer(
  redis: RedisHandle,
  optimizer: Optimizer,
  extra: readonly FieldPair[],
  replaced?: Stored,
): Promise<Stored | undefined> {
  const { id } = optimizer
  const version = firstVersion()
  const keys = redis.optimizerKeys(id)
  const pairs = [...optimizerPairs(encode(optimizer, version)), ...extra]
  const stored = await redis.put(
    [keys.optimizer, keys.index],
    [
      replaced ? versionBytes(replaced.version) : '',
      entryOf(optimizer),
      ...entryRange(id),
      ...pairs.flat(),
    ],
  )
  return stored === 1 ? { optimizer, version } : undefined
}

/** The entry of an optimizer in its index, with its labels. */
const entryOf = ({ id, createdAt, definition }: Optimizer): string =>
  indexEntry(id, { createdAt, ...nonEmptyField('labels', definition.labels) })

export async function commit(redis: RedisHandle, committed: Commit): Promise<Stored | undefined> {
  const { before, after, receipt } = committed
  const deleted = await undefinedIfNotFound(deletedFields(redis, committed))
  const firsts = deleted && (await undefinedIfNotFound(firstsPairs(redis, committed)))
  if (!firsts) return undefined
  const version = nextVersion(before.version)
  const encoded = encodeCommit(committed, version)
  const listed = changesPairs(encoded.inputs).flat()
  const written: FieldPair[] = [
    [HEADER, encoded.header],
    [VALUES, encoded.values],
    ...optionalPair(PLAN, encoded.plan),
    ...optionalPair(DEFINITION, encoded.definition),
    ...optionalPair(HISTORY, encoded.history),
    ...(encoded.generation ? [generationPair(encoded.generation)] : []),
    ...encoded.inputs.flatMap(inputPairs),
    ...firsts,
  ]
  const { keys, relisting } = relistingOf(redis, after, encoded.definition !== undefined)
  const deletedFrom = FIXED_ARGUMENTS + 1 + relisting.length + listed.length
  const wrote = await redis.commit(keys, [
    versionBytes(before.version),
    ...(receipt ? [receipt.key, encodeReceipt(receipt)] : ['', '']),
    String(RECEIPTS_KEPT),
    String(deletedFrom),
    String(deletedFrom + deleted.length),
    ...relisting,
    ...listed,
    ...deleted,
    ...written.flat(),
  ])
  return wrote === 1 ? { optimizer: after, version } : undefined
}

/** The keys of a commit; if the definition has changed, also that of the index, and the new entry. */
function relistingOf(redis: RedisHandle, after: Optimizer, isDefinition: boolean) {
  const { optimizer, index } = redis.optimizerKeys(after.id)
  if (!isDefinition) return { keys: [optimizer], relisting: [] }
  return { keys: [optimizer, index], relisting: [entryOf(after), ...entryRange(after.id)] }
}

/** How many arguments of `commit.lua` are before those whose number varies. */
const FIXED_ARGUMENTS = 6

const optionalPair = (field: string, value: string | undefined): FieldPair[] =>
  value === undefined ? [] : [[field, value]]

/**
 * The fields of what is compacted away.
 * @throws {Refusal} `optimizer_not_found` where the registration is gone: the commit is lost.
 */
async function deletedFields(redis: RedisHandle, commit: Commit): Promise<readonly string[]> {
  const { before, deletedInputs = [] } = commit
  const [first] = deletedInputs
  if (!first) return deletedFirsts(commit)
  const hasDecisions = deletedInputs.some(({ kind }) => kind === 'metric_decided')
  const opened = hasDecisions ? await generations(redis, before) : []
  const fields = (input: Input) => {
    const decision = decisionKeyOf(input, opened)
    return [inputField(input.revision), ...(decision ? [decisionField(decision)] : [])]
  }
  // The last list may have changes that are kept. Reads skip those that are not.
  const lists = changesFields(first.revision - 1, deletedInputs.at(-1)!.revision).slice(0, -1)
  return [...lists, ...deletedInputs.flatMap(fields), ...deletedFirsts(commit)]
}

export async function remove(redis: RedisHandle, id: string): Promise<boolean> {
  const { optimizer, index } = redis.optimizerKeys(id)
  return (await redis.remove([optimizer, index], entryRange(id))) === 1
}
