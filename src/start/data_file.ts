import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { StartError } from './start_error.ts'

const OTHER_FILE = 'set LOCKSTEP_DATA to another file'

/**
 * Creates the data file if there is none, checks that SQLite can work with it, and returns its path
 * without symbolic links, so that one file has one name in every process.
 *
 * SQLite itself says "unable to open database file" for most of what can be wrong. Only before this
 * process has the file open by SQLite: POSIX locks of a process end when it closes any descriptor.
 */
export function checkDataFile(path: string): string {
  const descriptor = openFile(path)
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile()) throw refusalOf(path, `it is not a file: ${OTHER_FILE}`)
    // SQLite names its journal, and this service its lock, by the path: each name would have its own.
    if (status.nlink > 1)
      throw refusalOf(path, `it has ${status.nlink} hard links: keep one of them`)
    if (!isDatabase(descriptor)) throw refusalOf(path, `it is not a SQLite database: ${OTHER_FILE}`)
  } finally {
    closeSync(descriptor)
  }
  const file = realpathSync(path)
  checkFolder(path, dirname(file))
  return file
}

const refusalOf = (path: string, reason: string, cause?: unknown) =>
  new StartError(`Cannot open the data file ${path}: ${reason}`, { cause })

function openFile(path: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_CREAT, 0o644)
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw refusalOf(path, REASONS[code]?.(path) ?? `${message}: ${OTHER_FILE}`, error)
  }
}

/** Why the system does not open a file for reading and writing, by its error code. */
const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: reasonOfAbsence,
  ENOTDIR: (path) => `${dirname(path)} is not a folder: ${OTHER_FILE}`,
  EISDIR: (path) =>
    `it is a folder: set LOCKSTEP_DATA to a file, such as ${join(path, 'lockstep.db')}`,
  EROFS: () => `its file system is mounted read-only: mount it for writing, or ${OTHER_FILE}`,
  EACCES: reasonOfDenial,
  EPERM: reasonOfDenial,
  ENOSPC: () => `its disk is full: free some space, or ${OTHER_FILE}`,
}

function reasonOfAbsence(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return `it is a symbolic link to ${readlinkSync(path)}, which does not exist: create its folder, or ${OTHER_FILE}`
  }
  return `the folder ${dirname(path)} does not exist: create it, or ${OTHER_FILE}`
}

function reasonOfDenial(path: string): string {
  const wayOut = `change its owner or its mode, or ${OTHER_FILE}`
  if (!isAllowed(path, constants.F_OK)) {
    return `this user may not create files in ${dirname(path)}: ${wayOut}`
  }
  if (!isAllowed(path, constants.R_OK)) return `this user may not read it: ${wayOut}`
  return `this user may read it but not write it: ${wayOut}`
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

/** SQLite writes a journal beside the file. */
function checkFolder(path: string, folder: string): void {
  if (isAllowed(folder, constants.W_OK | constants.X_OK)) return
  throw refusalOf(
    path,
    `this user may not create files in ${folder}, where SQLite needs a journal: change the owner or the mode of the folder, or ${OTHER_FILE}`,
  )
}

const MAGIC = Buffer.from('SQLite format 3\0')

/** A new database is an empty file. */
function isDatabase(descriptor: number): boolean {
  const first = Buffer.alloc(MAGIC.length)
  const length = readSync(descriptor, first, 0, first.length, 0)
  return length === 0 || first.equals(MAGIC)
}
