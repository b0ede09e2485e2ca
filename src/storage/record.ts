import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { compile, valuesOf } from '../core/frame.ts'
import type { Input } from '../core/input.ts'
import type { Optimizer } from '../core/optimizer.ts'
import { StoredDefinition, StoredInput, StoredPlan } from './schemas.ts'
import type { Receipt, Stored, Version } from './store.ts'

/**
 * How an optimizer is written down, in three parts by how often they change: its definition never,
 * its plan with each input, its state with each step. Every store keeps the same bytes.
 */
export interface Written {
  readonly definition: string
  readonly plan: string
  readonly state: Buffer
}

export const encodeDefinition = ({ id, createdAt, definition }: Optimizer): string =>
  JSON.stringify({ id, createdAt, definition })

export const encodePlan = ({ state, pending }: Optimizer): string =>
  JSON.stringify({ frame: state.frame, pending })

/** The plan, where it changed: most commits only move values. */
export const encodeChangedPlan = (before: Optimizer, after: Optimizer): string | undefined =>
  before.state.frame === after.state.frame && before.pending === after.pending
    ? undefined
    : encodePlan(after)

export const encodeInput = (input: Input): string => JSON.stringify(input)
export const decodeInput = (text: string): Input => StoredInput.parse(JSON.parse(text))

export const encodeReceipt = ({ key, request, step }: Receipt): string =>
  `${key}:${request}:${step}`

export function decodeReceipt(text: string): Receipt {
  const [key, request, step] = z
    .tuple([z.string(), z.string(), z.coerce.number()])
    .parse(text.split(':'))
  return { key, request, step }
}

/** The version of a registration: random, so that no other one has it. */
export const firstVersion = (): Version => ({
  incarnation: randomBytes(REGISTRATION_BYTES).toString('hex'),
  commit: 0,
})
export const nextVersion = (version: Version): Version => ({
  ...version,
  commit: version.commit + 1,
})

/** The bytes at the head of a state that tell one registration of an id from another. */
export const REGISTRATION_BYTES = 8
/** The bytes by which a commit recognizes the state it was made from. */
export const VERSION_BYTES = 16
/** Where the values begin: before them the version and four counters. */
export const HEADER_BYTES = VERSION_BYTES + 4 * 8

/** The version at the head of a state: 8 random bytes, then the number of commits. */
export function encodeVersion({ incarnation, commit }: Version): Buffer {
  const version = Buffer.alloc(VERSION_BYTES)
  version.write(incarnation, 0, 'hex')
  version.writeDoubleLE(commit, REGISTRATION_BYTES)
  return version
}

/** A state: version, counters, and the values that schedulers move, each a little-endian double. */
export function encodeState(optimizer: Optimizer, version: Version): Buffer {
  const { generation, revision, cursor, sealedThrough, state } = optimizer
  const { moving } = state.program
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + moving.length * 8)
  encodeVersion(version).copy(bytes)
  const numbers = [generation, revision, cursor, sealedThrough]
  numbers.forEach((number, index) => bytes.writeDoubleLE(number, VERSION_BYTES + index * 8))
  moving.forEach((column, index) => {
    bytes.writeDoubleLE(state.values[column]!, HEADER_BYTES + index * 8)
  })
  return bytes
}

/** The head of a state. */
export function decodeHeader(bytes: Buffer) {
  const [commit, generation, revision, cursor, sealedThrough] = [1, 2, 3, 4, 5].map((index) =>
    bytes.readDoubleLE(index * 8),
  ) as [number, number, number, number, number]
  const version: Version = { incarnation: bytes.toString('hex', 0, REGISTRATION_BYTES), commit }
  return { version, generation, revision, cursor, sealedThrough }
}

/** Reads an optimizer back. Throws when the bytes are not what was written. */
export function decode(record: Written): Stored {
  const definition = StoredDefinition.parse(JSON.parse(record.definition))
  const { frame, pending } = StoredPlan.parse(JSON.parse(record.plan))
  const { version, ...counters } = decodeHeader(record.state)
  const program = compile(frame)
  const values = valuesOf(frame)
  program.moving.forEach((column, index) => {
    values[column] = record.state.readDoubleLE(HEADER_BYTES + index * 8)
  })
  const state = { step: counters.sealedThrough, frame, program, values }
  return { version, optimizer: { ...definition, ...counters, state, pending } }
}
