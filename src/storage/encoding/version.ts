import { randomFillSync } from 'node:crypto'
import { dataViewOf } from '../../core/encoding/data_view.ts'
import type { Version } from '../store.ts'

/** The first bytes of a version, which distinguish registrations of one id. */
const REGISTRATION_BYTES = 8
export const VERSION_BYTES = REGISTRATION_BYTES + 8

/**
 * Random numbers are generated for many commits at once: a call for each would cost more than the rest
 * of the encoding.
 * One pool per process: each number is used once, in any store.
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

/** A unique version for a new registration. */
export const firstVersion = (): Version =>
  nextVersion({ registration: { high: random32(), low: random32() } })

/** A unique version for a commit of the same registration. */
export const nextVersion = ({ registration }: Pick<Version, 'registration'>): Version => ({
  registration,
  high: random32(),
  low: random32(),
})

/** Writes a version into a larger buffer. */
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

/** The bytes of a version, which the store compares. */
export function versionBytes(version: Version): Buffer {
  const bytes = Buffer.allocUnsafe(VERSION_BYTES)
  writeVersion(dataViewOf(bytes), 0, version)
  return bytes
}

/** The bytes of a version that identify its registration, which the store compares. */
export function registrationBytes({ registration }: Version): Buffer {
  const bytes = Buffer.allocUnsafe(REGISTRATION_BYTES)
  writeRegistration(dataViewOf(bytes), 0, registration)
  return bytes
}

/** Reads the version at the start of a buffer. */
export const readVersion = (bytes: Buffer): Version => ({
  registration: { high: bytes.readInt32LE(0), low: bytes.readInt32LE(4) },
  high: bytes.readInt32LE(REGISTRATION_BYTES),
  low: bytes.readInt32LE(REGISTRATION_BYTES + 4),
})
