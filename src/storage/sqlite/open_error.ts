/** Why a file cannot be opened as a store. Its message is for people, and says what to do. */
export class OpenError extends Error {}

const REASONS: Readonly<Record<number, string>> = {
  5: 'another program is writing to it: wait until that is done, and start again',
  11: 'it is damaged: restore a backup of it',
  26: 'it is not a SQLite database: name another file',
}

/** What an error of SQLite says about opening a file. Any other error remains as it is. */
export function openErrorOf(path: string, error: unknown): unknown {
  const { errcode, message } = error as Error & { errcode?: number }
  if (errcode === undefined) return error
  const reason = REASONS[errcode & 0xff] ?? message
  return new OpenError(`Cannot open the SQLite file ${path}: ${reason}`, { cause: error })
}
