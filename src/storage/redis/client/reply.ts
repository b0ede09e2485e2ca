import { ReplyError } from 'ioredis'
import { refuse } from '../../../core/problem.ts'

/** Ways in which a Redis that answers still says that it cannot serve now. */
const UNAVAILABLE_REPLIES =
  /^(MISCONF|OOM|NOREPLICAS|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|UNKILLABLE)\b/

/** Waits for a reply. A server that is away is a refusal; anything else it says is a fault. */
export async function awaitReply<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } catch (caught) {
    const cause = withoutArguments(caught as Error)
    if (isUnexpected(cause)) throw cause
    return refuse({ code: 'store_unavailable', reason: `Redis: ${reasonOf(cause)}` }, { cause })
  }
}

/** ioredis tells of its option, where the option only ends the matter. */
const reasonOf = ({ name, message }: Error): string =>
  name === 'MaxRetriesPerRequestError' ? 'the connection was lost' : message

/** Where ioredis itself says no, it cannot reach the server or does not know what came of it. */
const isUnexpected = (error: Error): boolean =>
  error instanceof TypeError ||
  (error instanceof ReplyError && !UNAVAILABLE_REPLIES.test(error.message))

/** An error without what ioredis adds to it: arguments are callers' data, or a password. */
export function withoutArguments(error: Error): Error {
  Reflect.deleteProperty(error, 'command')
  return error
}
