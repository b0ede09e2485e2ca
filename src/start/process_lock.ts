import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { StartError } from './start_error.ts'

/** The right to use a data file, which one process has at a time. */
export interface ProcessLock {
  /** Shows other processes under which address this one listens. */
  readonly publish: (address: string) => void
  readonly release: () => void
}

const Owner = z.object({
  pid: z.int(),
  /** In containers each has its own process ids. */
  host: z.string(),
  address: z.string().optional(),
})
type Owner = z.infer<typeof Owner>

/**
 * Takes the lock of a data file, or throws with the process that has it. Two processes on one file
 * would answer one step with two values: a cached optimizer is not compared with the file.
 *
 * Node has no flock, so the lock is one of SQLite's: a write transaction on "FILE-lock", an empty
 * database that is never written. The operating system releases it when the process ends, whatever
 * ends it, so no file left behind keeps a start from succeeding; it costs nothing afterwards. The
 * data file itself remains open to readers, such as `sqlite3` and online backups.
 *
 * - IMMEDIATE and not EXCLUSIVE: for the latter all readers must be gone, and two processes that
 *   start at one moment may both fail, each because of the other's read lock.
 * - A journal in memory, as the transaction of an empty database otherwise creates "FILE-lock-journal".
 * - No code of this process may open "FILE-lock" by itself: closing a descriptor releases every
 *   POSIX lock that the process has on the file. So the owner is named in another file,
 *   "FILE-owner". That file is information only: what is in it refuses no start.
 *
 * Processes of several containers exclude each other where the containers run on one kernel and the
 * file system has POSIX locks, as local volumes do. Over a network file system nothing is promised,
 * neither of this lock nor of SQLite's journal.
 */
export async function lockDataFile(path: string, address?: string): Promise<ProcessLock> {
  const database = lockedDatabase(`${path}-lock`)
  if (!database) throw new StartError(refusalOf(path, await ownerOf(path)))
  held.add(database)
  const owner = { pid: process.pid, host: hostname() }
  writeOwner(path, { ...owner, address })
  return {
    publish: (published) => writeOwner(path, { ...owner, address: published }),
    release() {
      removeOwner(path)
      database.close()
      held.delete(database)
    },
  }
}

/** A garbage collection closes a database without references, which would release its lock. */
const held = new Set<DatabaseSync>()

const BUSY = 5

/** Undefined where another process has the lock. */
function lockedDatabase(path: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE')
    // Fails where the user may not write the file: SQLite then has begun to read without a lock.
    database.exec('PRAGMA user_version = 1')
    return database
  } catch (cause) {
    database?.close()
    const { errcode, message } = cause as Error & { errcode?: number }
    if (errcode === BUSY) return undefined
    throw new StartError(
      `Cannot lock ${path}: ${message}: let the user of the service write it, on a file system with locks`,
      { cause },
    )
  }
}

const ownerFile = (path: string) => `${path}-owner`

/** Nothing depends on it, so a full disk, for one, does not end a start here. */
function writeOwner(path: string, owner: Owner): void {
  try {
    writeFileSync(ownerFile(path), `${JSON.stringify(owner)}\n`)
  } catch {
    // A refused process then cannot name this one.
  }
}

/** A name that is left behind does no harm: a refused process checks that its process runs. */
function removeOwner(path: string): void {
  try {
    rmSync(ownerFile(path), { force: true })
  } catch {
    // For example, the path is too long for this name.
  }
}

/**
 * An owner writes its name right after it has taken the lock. A refused process gives it this long,
 * as a killed process leaves its name behind.
 */
const ATTEMPTS = 20
const ATTEMPT_MS = 50

async function ownerOf(path: string): Promise<Owner | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const owner = readOwner(path)
    if (owner && isRunning(owner)) return owner
    await sleep(ATTEMPT_MS)
  }
  return undefined
}

function readOwner(path: string): Owner | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(ownerFile(path), 'utf8')))
  } catch {
    return undefined
  }
}

/** Of another host, which may be a container, that cannot be known. */
function isRunning({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function refusalOf(path: string, owner: Owner | undefined): string {
  const wayOut = 'stop that process, or set LOCKSTEP_DATA to another file'
  if (!owner) return `Cannot open the data file ${path}: another process uses it: ${wayOut}`
  const { pid, host, address } = owner
  const where = host === hostname() ? '' : ` on host ${host}`
  const at = address === undefined ? '' : ` (${address})`
  return `Cannot open the data file ${path}: process ${pid}${where}${at} uses it: ${wayOut}`
}
