import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import {
  digestFromBytes,
  historyDigest,
  NO_DIGEST,
  type Digest,
  type HistoryDigest,
} from '../../core/optimizer/digest.ts'
import { dataViewOf } from '../../core/encoding/data_view.ts'
import type { Version } from '../store.ts'
import { VERSION_BYTES, readVersion, writeVersion } from './version.ts'

const DIGEST_BYTES = 8

/** The version, and five counters, each a little-endian double: a header of version 5 of the format. */
const COUNTER_BYTES = VERSION_BYTES + 5 * 8
/** A header: the same, and then the digest, and that of the registration. */
export const HEADER_BYTES = COUNTER_BYTES + 2 * DIGEST_BYTES

/** The counters of an optimizer. */
export type Counters = Pick<
  Optimizer,
  'generation' | 'revision' | 'cursor' | 'sealedThrough' | 'acted' | 'digest'
>

/** The part that every commit writes: the version and the counters. */
export function encodeHeader(optimizer: Counters, version: Version): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES)
  writeHeader(dataViewOf(bytes), 0, optimizer, version)
  return bytes
}

/** Writes a header into a larger buffer. */
export function writeHeader(
  view: DataView,
  offset: number,
  { generation, revision, cursor, sealedThrough, acted, digest }: Counters,
  version: Version,
): void {
  writeVersion(view, offset, version)
  const counters = offset + VERSION_BYTES
  view.setFloat64(counters, generation.number, true)
  view.setFloat64(counters + 8, revision, true)
  view.setFloat64(counters + 16, cursor, true)
  view.setFloat64(counters + 24, sealedThrough, true)
  view.setFloat64(counters + 32, acted, true)
  writeDigest(view, counters + 40, digest)
  writeDigest(view, counters + 48, digest.registration)
}

/** Reads a header. Throws where the bytes are not a header. */
export function decodeHeader(header: Buffer) {
  if (header.length !== HEADER_BYTES && header.length !== COUNTER_BYTES) {
    throw new Error(`Cannot read a header of ${header.length} bytes: wanted ${HEADER_BYTES}`)
  }
  const counter = (index: number) => asCounter(header.readDoubleLE(VERSION_BYTES + index * 8))
  const counters = {
    revision: counter(1),
    cursor: counter(2),
    sealedThrough: counter(3),
  }
  return {
    version: readVersion(header),
    generation: counter(0),
    acted: counter(4),
    ...counters,
    digest: readDigests(header),
  }
}

function writeDigest(view: DataView, offset: number, { high, low }: Digest): void {
  view.setInt32(offset, high, true)
  view.setInt32(offset + 4, low, true)
}

/** A header of version 5 has none. */
const readDigests = (header: Buffer): HistoryDigest =>
  header.length < HEADER_BYTES
    ? NO_DIGEST
    : historyDigest(
        readDigest(header, COUNTER_BYTES),
        readDigest(header, COUNTER_BYTES + DIGEST_BYTES),
      )

const readDigest = (header: Buffer, offset: number): Digest =>
  digestFromBytes(header.subarray(offset, offset + DIGEST_BYTES))

function asCounter(double: number): number {
  if (!Number.isSafeInteger(double)) throw new Error(`Cannot read a header that counts ${double}`)
  // V8 stores a double outside of its object, and copies both at each step. A truncated number is an
  // integer for V8, which is stored in the object.
  return Math.trunc(double)
}

/** The counters that a list shows. */
export function decodeListedCounters(header: Buffer) {
  const { generation, revision, cursor, sealedThrough } = decodeHeader(header)
  return { generation, revision, cursor, sealedThrough }
}
