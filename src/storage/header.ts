import { randomFillSync } from 'node:crypto'
import type { Optimizer } from '../core/optimizer.ts'
import type { Version } from './store.ts'

/** The bytes at the head of a version that tell one registration of an id from another. */
export const REGISTRATION_BYTES = 8
export const VERSION_BYTES = REGISTRATION_BYTES + 8
/** A header: the version, and five counters, each a little-endian double. */
export const HEADER_BYTES = VERSION_BYTES + 5 * 8

/** Chance is drawn for many commits at once: a call for each would cost more than the rest. */
const pool = Buffer.alloc(512 * 8)
let drawn = pool.length

/** Writes 8 random bytes. */
function randomize(bytes: Buffer, offset: number): void {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  drawn += pool.copy(bytes, offset, drawn, drawn + 8)
}

/** The version of a registration, which no other one has. */
export function firstVersion(): Version {
  const version = Buffer.allocUnsafe(VERSION_BYTES)
  randomize(version, 0)
  randomize(version, REGISTRATION_BYTES)
  return version
}

/** A version of the same registration that no other commit has. */
export function nextVersion(before: Version): Version {
  const version = Buffer.allocUnsafe(VERSION_BYTES)
  before.copy(version)
  randomize(version, REGISTRATION_BYTES)
  return version
}

/** What tells the registration of a version from any other of the same id. */
export const registrationOf = (version: Version): Buffer => version.subarray(0, REGISTRATION_BYTES)

/** How far an optimizer has come. */
export type Counters = Pick<
  Optimizer,
  'generation' | 'revision' | 'cursor' | 'sealedThrough' | 'acted'
>

/** What is written with every commit: the version, and how far the optimizer has come. */
export function encodeHeader(optimizer: Counters, version: Version): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES)
  writeHeader(bytes, 0, optimizer, version)
  return bytes
}

/** Writes a header into bytes that hold more. */
export function writeHeader(
  bytes: Buffer,
  offset: number,
  { generation, revision, cursor, sealedThrough, acted }: Counters,
  version: Version,
): void {
  version.copy(bytes, offset)
  const counters = offset + VERSION_BYTES
  bytes.writeDoubleLE(generation.number, counters)
  bytes.writeDoubleLE(revision, counters + 8)
  bytes.writeDoubleLE(cursor, counters + 16)
  bytes.writeDoubleLE(sealedThrough, counters + 24)
  bytes.writeDoubleLE(acted, counters + 32)
}

/** Reads a header back. Throws when it is none. */
export function decodeHeader(header: Buffer) {
  if (header.length !== HEADER_BYTES) {
    throw new Error(`Cannot read a header of ${header.length} bytes: wanted ${HEADER_BYTES}`)
  }
  const counter = (index: number) => header.readDoubleLE(VERSION_BYTES + index * 8)
  const version: Version = Buffer.from(header.subarray(0, VERSION_BYTES))
  const counters = {
    revision: counter(1),
    cursor: counter(2),
    sealedThrough: counter(3),
  }
  return { version, generation: counter(0), acted: counter(4), ...counters }
}

/** The counters that a list shows. */
export function summaryOf(header: Buffer) {
  const { version: _version, acted: _acted, ...shown } = decodeHeader(header)
  return shown
}
