/** A file cannot be opened as a store. The message names the cause and the remedy. */
export class OpenError extends Error {}

const REASONS: Readonly<Record<number, string>> = {
  5: 'another program is writing to it: wait until that is done, and start again',
  // What SQLite tries to open or to write here is the file or a journal beside it.
  8: 'its journal (-wal or -shm beside it) may not be written: change the owner of these files',
  10: 'the disk failed or is full: free some space, and look at the log of the system',
  13: 'the disk is full: free some space',
  14: 'its journal (-wal or -shm beside it) cannot be opened: change the owner of these files',
  11: 'it is damaged: restore a backup of it',
  26: 'it is not a SQLite database: name another file',
}

/** The start error for an error of SQLite. Any other error is returned as it is. */
export function openErrorOf(path: string, error: unknown): unknown {
  const { errcode, message } = error as Error & { errcode?: number }
  if (errcode === undefined) return error
  const reason = REASONS[errcode & 0xff] ?? message
  return new OpenError(`Cannot open the SQLite file ${path}: ${reason}`, { cause: error })
}
