import { randomFillSync } from 'node:crypto'
import { dataViewOf } from '../../core/encoding/data_view.ts'
import type { Version } from '../store.ts'

/** The bytes at the head of a version that tell one registration of an id from another. */
const REGISTRATION_BYTES = 8
export const VERSION_BYTES = REGISTRATION_BYTES + 8

/**
 * Random numbers are drawn for many commits at once: a call for each would cost more than all else.
 * One pool per process: each number is taken once, by whichever store.
 */
const pool = new Int32Array(1_024)
let usedCount = pool.length

function random32(): number {
  if (usedCount === pool.length) {
    randomFillSync(pool)
    usedCount = 0
  }
  return pool[usedCount++]!
}

/** The version of a registration, which no other one has. */
export const firstVersion = (): Version =>
  nextVersion({ registration: { high: random32(), low: random32() } })

/** A version of the same registration that no other commit has. */
export const nextVersion = ({ registration }: Pick<Version, 'registration'>): Version => ({
  registration,
  high: random32(),
  low: random32(),
})

/** Writes a version into bytes that hold more. */
export function writeVersion(
  view: DataView,
  offset: number,
  { registration, high, low }: Version,
): void {
  writeRegistration(view, offset, registration)
  view.setInt32(offset + REGISTRATION_BYTES, high, true)
  view.setInt32(offset + REGISTRATION_BYTES + 4, low, true)
}

function writeRegistration(
  view: DataView,
  offset: number,
  { high, low }: Version['registration'],
): void {
  view.setInt32(offset, high, true)
  view.setInt32(offset + 4, low, true)
}

/** A version as the store compares it. */
export function versionBytes(version: Version): Buffer {
  const bytes = Buffer.allocUnsafe(VERSION_BYTES)
  writeVersion(dataViewOf(bytes), 0, version)
  return bytes
}

/** What tells the registration of a version from any other of the same id, as the store compares it. */
export function registrationBytes({ registration }: Version): Buffer {
  const bytes = Buffer.allocUnsafe(REGISTRATION_BYTES)
  writeRegistration(dataViewOf(bytes), 0, registration)
  return bytes
}

/** Reads a version that bytes begin with. */
export const readVersion = (bytes: Buffer): Version => ({
  registration: { high: bytes.readInt32LE(0), low: bytes.readInt32LE(4) },
  high: bytes.readInt32LE(REGISTRATION_BYTES),
  low: bytes.readInt32LE(REGISTRATION_BYTES + 4),
})
