import { readFileSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { refuse } from '../../core/problem.ts'
import { READABLE_FORMATS, STORED_FORMAT } from '../encoding/record.ts'
import { OpenError, openErrorOf } from './open_error.ts'

/** A SQLite file, with statements that are prepared once. */
export interface Database {
  readonly sql: (text: string) => StatementSync
  /** Runs a write as one transaction. */
  readonly writeTransaction: <T>(write: () => T) => T
  /** Runs reads as one transaction, which sees one state. */
  readonly readTransaction: <T>(read: () => T) => T
  readonly close: () => void
}

/** How long to wait for another writer, in milliseconds. It blocks this process, so not for long. */
const BUSY_MS = 1_000

/**
 * Opens a file, and creates its tables if there are none. A transaction is on the disk when it
 * returns: the journal is flushed with each one (synchronous=FULL).
 */
export function openDatabase(path: string): Database {
  const database = openFile(path)
  const statements = new Map<string, StatementSync>()
  return {
    sql(text) {
      const prepared = statements.get(text) ?? database.prepare(text)
      statements.set(text, prepared)
      return prepared
    },
    writeTransaction: (write) =>
      refuseIfUnavailable(() => transaction(database, 'IMMEDIATE', write)),
    readTransaction: (read) => refuseIfUnavailable(() => transaction(database, 'DEFERRED', read)),
    close: () => database.close(),
  }
}

function openFile(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true })
    prepare(database, path)
    return database
  } catch (error) {
    database?.close()
    throw openErrorOf(path, error)
  }
}

function prepare(database: DatabaseSync, path: string): void {
  checkFormat(database, path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  transaction(database, 'IMMEDIATE', () => {
    database.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'))
    database.exec(`PRAGMA user_version = ${STORED_FORMAT}`)
  })
}

/** Tables of another format are refused, not misread, before they are changed. */
function checkFormat(database: DatabaseSync, path: string): void {
  const tables = database.prepare('SELECT count(*) AS number FROM sqlite_schema').get()!.number
  const format = database.prepare('PRAGMA user_version').get()!.user_version
  if (tables === 0 || READABLE_FORMATS.includes(format)) return
  throw new OpenError(
    `Cannot open the SQLite file ${path}: its format is ${String(format)}, wanted ${READABLE_FORMATS.join(' or ')}: it is of another program or version, name another file`,
  )
}

function transaction<T>(database: DatabaseSync, kind: 'IMMEDIATE' | 'DEFERRED', act: () => T): T {
  database.exec(`BEGIN ${kind}`)
  try {
    const done = act()
    database.exec('COMMIT')
    return done
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** SQLITE_BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL and _CANTOPEN: temporary states. */
const UNAVAILABLE_CODES = new Set([5, 6, 7, 8, 10, 13, 14])

/** Runs an action on a database. A temporary state is a refusal, not a fault. */
export function refuseIfUnavailable<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    const { errcode, message } = error as Error & { errcode?: number }
    if (errcode === undefined || !UNAVAILABLE_CODES.has(errcode & 0xff)) throw error
    return refuse({ code: 'store_unavailable', reason: `SQLite: ${message}` }, { cause: error })
  }
}
