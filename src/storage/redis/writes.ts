import type { Input } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { firstVersion, nextVersion, versionBytes } from '../encoding/version.ts'
import type { Whole } from '../../core/history/full_record.ts'
import { encodeHistory } from '../../core/encoding/history.ts'
import {
  decisionKeyOf,
  encode,
  encodeCommit,
  encodeInput,
  encodeReceipt,
  isFirstGeneration,
  nonEmptyField,
} from '../encoding/record.ts'
import { RECEIPTS_KEPT, type Commit, type Stored } from '../store.ts'
import {
  changesFields,
  changesPairs,
  decisionField,
  generationPair,
  HEADER,
  HISTORY,
  inputField,
  inputPairs,
  pairsOf,
  PLAN,
  VALUES,
  type Pair,
} from './fields.ts'
import { lineOf, rangeOf } from './keys.ts'
import type { Place } from './handle.ts'
import { generations } from './reads.ts'

export const create = (at: Place, optimizer: Optimizer): Promise<Stored | undefined> =>
  put(at, optimizer, [])

export function restore(
  at: Place,
  { optimizer, history, ...whole }: Whole,
  replaced: Stored | undefined,
): Promise<Stored | undefined> {
  const inputs = whole.inputs.map((input) => encodeInput(input, whole.generations))
  const told = whole.generations.filter((each) => !isFirstGeneration(each, optimizer.createdAt))
  const past: Pair[] = [
    ...inputs.flatMap(inputPairs),
    ...changesPairs(inputs),
    ...told.map(generationPair),
    [HISTORY, encodeHistory(history)],
  ]
  return put(at, optimizer, past, replaced)
}

/** Stores an optimizer whole, where there is what was replaced, or nothing. */
async function put(
  at: Place,
  optimizer: Optimizer,
  past: readonly Pair[],
  replaced?: Stored,
): Promise<Stored | undefined> {
  const { id, createdAt, definition } = optimizer
  const version = firstVersion()
  const keys = at.keys(id)
  const line = lineOf(id, { createdAt, ...nonEmptyField('labels', definition.labels) })
  const pairs = [...pairsOf(encode(optimizer, version)), ...past]
  const stored = await at.put(
    [keys.optimizer, keys.index],
    [replaced ? versionBytes(replaced.version) : '', line, ...rangeOf(id), ...pairs.flat()],
  )
  return stored === 1 ? { optimizer, version } : undefined
}

export async function commit(at: Place, committed: Commit): Promise<Stored | undefined> {
  const { before, after, receipt } = committed
  const forgotten = await forgottenFields(at, committed)
  if (!forgotten) return undefined
  const version = nextVersion(before.version)
  const changed = encodeCommit(committed, version)
  const listed = changesPairs(changed.inputs).flat()
  const written: Pair[] = [
    [HEADER, changed.header],
    [VALUES, changed.values],
    ...pair(PLAN, changed.plan),
    ...pair(HISTORY, changed.history),
    ...(changed.generation ? [generationPair(changed.generation)] : []),
    ...changed.inputs.flatMap(inputPairs),
  ]
  const deletedFrom = FIXED_ARGUMENTS + 1 + listed.length
  const wrote = await at.commit(
    [at.key(after.id)],
    [
      versionBytes(before.version),
      ...(receipt ? [receipt.key, encodeReceipt(receipt)] : ['', '']),
      String(RECEIPTS_KEPT),
      String(deletedFrom),
      String(deletedFrom + forgotten.length),
      ...listed,
      ...forgotten,
      ...written.flat(),
    ],
  )
  return wrote === 1 ? { optimizer: after, version } : undefined
}

/** How many arguments of `commit.lua` come before those that it may have any number of. */
const FIXED_ARGUMENTS = 6

const pair = (field: string, value: string | undefined): Pair[] =>
  value === undefined ? [] : [[field, value]]

/** The fields of what is compacted away. Undefined where the registration is gone. */
async function forgottenFields(
  at: Place,
  { before, forgotten = [] }: Commit,
): Promise<string[] | undefined> {
  const [first] = forgotten
  if (!first) return []
  const opened = await generations(at, before)
  if (!opened) return undefined
  const fields = (input: Input) => {
    const decision = decisionKeyOf(input, opened)
    return [inputField(input.revision), ...(decision ? [decisionField(decision)] : [])]
  }
  // The last list may have changes that stay. What it has of others is passed over in reading.
  const lists = changesFields(first.revision - 1, forgotten.at(-1)!.revision).slice(0, -1)
  return [...lists, ...forgotten.flatMap(fields)]
}

export async function remove(at: Place, id: string): Promise<boolean> {
  const { optimizer, index } = at.keys(id)
  return (await at.remove([optimizer, index], rangeOf(id))) === 1
}
