import { LockstepError } from '../errors.ts'
import { retryAfter } from './retry_after.ts'

interface OutageFacts {
  readonly cause?: unknown
  /** The refusal, if it is the service that answers. */
  readonly response?: Response
  readonly headers?: Headers
}

/** An attempt after which another one may succeed. */
export class Outage extends LockstepError {
  /** The seconds after which the service wants to be asked again. */
  readonly retryAfter: number
  readonly response: Response | undefined

  constructor(message: string, { cause, response, headers }: OutageFacts) {
    super(message, { cause })
    this.response = response
    this.retryAfter = headers ? retryAfter(headers) : 0
  }
}
