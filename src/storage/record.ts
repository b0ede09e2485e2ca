import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { compact, complete } from '../core/compact.ts'
import type { Input } from '../core/input.ts'
import { wideOf } from '../core/number.ts'
import type { Optimizer } from '../core/optimizer.ts'
import { stateOf } from '../core/state.ts'
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
  JSON.stringify({ format: FORMAT, frame: compact(state.frame), pending }, inWords)

/** How optimizers are written. What is written in another way is refused, not misread. */
const FORMAT = 2

/** JSON has no infinity and no NaN, and would write null in their place. */
const inWords = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? wideOf(value) : value

/** The plan, where it changed: most commits only move values. */
export const encodeChangedPlan = (before: Optimizer, after: Optimizer): string | undefined =>
  before.state.frame === after.state.frame && isSame(before.pending, after.pending)
    ? undefined
    : encodePlan(after)

const isSame = (a: readonly Input[], b: readonly Input[]) =>
  a === b || (a.length === 0 && b.length === 0)

export const encodeInput = (input: Input): string => JSON.stringify(input, inWords)
export const decodeInput = (text: string): Input => StoredInput.parse(JSON.parse(text))

export const encodeReceipt = ({ key, request, result }: Receipt): string =>
  `${key}:${request}:${result}`

export function decodeReceipt(text: string): Receipt {
  const [key, request, result] = ReceiptParts.parse(text.split(':'))
  return { key, request, result }
}
const ReceiptParts = z.tuple([z.string(), z.string(), z.string()])

/** The bytes at the head of a version that tell one registration of an id from another. */
export const REGISTRATION_BYTES = 8
const VERSION_BYTES = REGISTRATION_BYTES + 8
/** Where the values of a state begin: before them its version and four counters. */
export const HEADER_BYTES = VERSION_BYTES + 4 * 8

/** The version of a registration, which no other one has. */
export const firstVersion = (): Version =>
  Buffer.concat([randomBytes(REGISTRATION_BYTES), Buffer.alloc(8)])

/** The version after one more commit. */
export function nextVersion(version: Version): Version {
  const next = Buffer.allocUnsafe(VERSION_BYTES)
  version.copy(next)
  next.writeDoubleLE(version.readDoubleLE(REGISTRATION_BYTES) + 1, REGISTRATION_BYTES)
  return next
}

/** A state: version, counters, and the values that schedulers move, each a little-endian double. */
export function encodeState(optimizer: Optimizer, version: Version): Buffer {
  const { generation, revision, cursor, sealedThrough, state } = optimizer
  const { moving } = state.program
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + moving.length * 8)
  version.copy(bytes)
  const numbers = [generation, revision, cursor, sealedThrough]
  numbers.forEach((number, index) => bytes.writeDoubleLE(number, VERSION_BYTES + index * 8))
  moving.forEach((column, index) => {
    bytes.writeDoubleLE(state.values[column]!, HEADER_BYTES + index * 8)
  })
  return bytes
}

/** The head of a state. */
export function decodeHeader(state: Buffer) {
  const [generation, revision, cursor, sealedThrough] = [0, 1, 2, 3].map((index) =>
    state.readDoubleLE(VERSION_BYTES + index * 8),
  ) as [number, number, number, number]
  const version: Version = Buffer.from(state.subarray(0, VERSION_BYTES))
  return { version, generation, revision, cursor, sealedThrough }
}

/** Reads an optimizer back. Throws when the bytes are not what was written. */
export function decode(record: Written): Stored {
  const definition = StoredDefinition.parse(JSON.parse(record.definition))
  const { frame, pending } = readPlan(record.plan)
  const { version, ...counters } = decodeHeader(record.state)
  const began = stateOf(complete(frame))
  const { values } = began
  refuseLength(record.state, HEADER_BYTES + began.program.moving.length * 8)
  began.program.moving.forEach((column, index) => {
    values[column] = record.state.readDoubleLE(HEADER_BYTES + index * 8)
  })
  const state = { ...began, step: counters.sealedThrough, values }
  return { version, optimizer: { ...definition, ...counters, state, pending } }
}

function readPlan(text: string) {
  const json = JSON.parse(text) as { format?: unknown }
  if (json.format === FORMAT) return StoredPlan.parse(json)
  throw new Error(`Cannot read an optimizer of format ${String(json.format)}: wanted ${FORMAT}`)
}

function refuseLength({ length }: Buffer, wanted: number): void {
  if (length === wanted) return
  throw new Error(`Cannot read a state of ${length} bytes: its schedules want ${wanted}`)
}
