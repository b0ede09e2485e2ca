import type { Settings } from '../settings.ts'
import { failureOf } from './failure.ts'
import { checkedAnswer } from './checked_answer.ts'
import type { SentRequest } from './sent_request.ts'

/** An answer, and its body unless that is a stream or an image. */
export interface Answer {
  readonly response: Response
  readonly text?: string
}

/**
 * The answer of the service to one attempt.
 * @throws {Outage} after which another attempt may succeed, and ConfigurationError where it may not.
 */
export async function answerTo(
  sent: SentRequest,
  settings: Settings,
  token: string | undefined,
): Promise<Response> {
  const seconds = settings.timeout + sent.wait
  const timeout = new AbortController()
  const late = () => timeout.abort(new Error(`no answer within ${seconds} s`))
  const timer = setTimeout(late, seconds * 1000)
  const signal = AbortSignal.any([sent.signal, timeout.signal])
  let answer: Answer
  try {
    answer = await read(await settings.fetch(sent.attempt(token, signal)), sent)
  } catch (error) {
    sent.signal.throwIfAborted()
    throw failureOf(error, settings.baseUrl)
  } finally {
    clearTimeout(timer)
  }
  return checkedAnswer(answer, sent, settings)
}

/** Reads the body, because a body that is cut is worth another attempt too. */
async function read(response: Response, { wantsJson }: SentRequest): Promise<Answer> {
  return wantsJson || !response.ok ? { response, text: await response.text() } : { response }
}
