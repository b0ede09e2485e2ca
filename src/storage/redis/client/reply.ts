import { ReplyError } from 'ioredis'
import { refuse } from '../../../core/problem.ts'

/** Error replies by which Redis says that it cannot serve now. */
const UNAVAILABLE_REPLIES =
  /^(MISCONF|OOM|NOREPLICAS|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|UNKILLABLE)\b/

/** How a Redis says that the ACL of the user forbids a command; the last one is of 7.0's scripts. */
export const FORBIDDEN_REPLIES = /^(NOPERM|NOAUTH|ERR The user executing the script can't)\b/

/** Waits for a reply. An unavailable server is a refusal; any other error is a fault. */
export async function awaitReply<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } catch (caught) {
    const cause = withoutArguments(caught as Error)
    if (isUnexpected(cause)) throw cause
    return refuse({ code: 'store_unavailable', reason: `Redis: ${reasonOf(cause)}` }, { cause })
  }
}

/** ioredis names its retry option where the cause is the lost connection. */
const reasonOf = ({ name, message }: Error): string =>
  name === 'MaxRetriesPerRequestError' ? 'the connection was lost' : message

/** An error of ioredis itself means that the server is unreachable, or the outcome unknown. */
const isUnexpected = (error: Error): boolean =>
  error instanceof TypeError || (error instanceof ReplyError && !isUnavailability(error))

const isUnavailability = ({ message }: Error): boolean =>
  UNAVAILABLE_REPLIES.test(message) || FORBIDDEN_REPLIES.test(message)

/** An error without the command that ioredis adds: its arguments are callers' data, or a password. */
export function withoutArguments(error: Error): Error {
  Reflect.deleteProperty(error, 'command')
  return error
}
