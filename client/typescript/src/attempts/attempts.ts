import { Unauthorized, Unavailable } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { answerTo } from './attempt.ts'
import { Budget } from './backoff.ts'
import { Outage } from './outage.ts'
import { sentRequest, type SentRequest } from './sent_request.ts'

/** Sends a request until it is answered, within the time for attempts. */
export async function sendWithAttempts(request: Request, settings: Settings): Promise<Response> {
  const sent = await sentRequest(request)
  const budget = new Budget(settings.retryFor)
  for (;;) {
    const outcome = await attempt(sent, settings).catch(outageOf)
    if (!(outcome instanceof Outage)) {
      return budget.failed > 0 && hasRemoved(sent, outcome) ? removal() : outcome
    }
    if (!(await budget.wait(outcome.retryAfter, request.signal))) return last(outcome, budget)
  }
}

/** Every other error ends the attempts. */
function outageOf(error: unknown): Outage {
  if (error instanceof Outage) return error
  throw error
}

/** The answer to one attempt, or to two where the token has been replaced. */
async function attempt(sent: SentRequest, settings: Settings): Promise<Response> {
  try {
    return await answerTo(sent, settings, await settings.token.text())
  } catch (error) {
    if (!(error instanceof Unauthorized) || !(await settings.token.renew())) throw error
  }
  return answerTo(sent, settings, await settings.token.text())
}

/** Whether an attempt without an answer has removed the optimizer that this one does not find. */
const hasRemoved = (sent: SentRequest, response: Response): boolean =>
  sent.removesOptimizer && response.status === 404

const removal = () => new Response(null, { status: 204 })

/** What is left without time for another attempt: the refusal of the service, or an error. */
function last({ response, message, cause }: Outage, { failed, seconds }: Budget): Response {
  if (response) return response
  throw new Unavailable(`${message}. Attempts: ${failed}, within retryFor=${seconds} s`, { cause })
}
