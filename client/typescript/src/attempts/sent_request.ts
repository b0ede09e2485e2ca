import { bodyOf } from '../request/body.ts'

/** What is sent, and again in each attempt. */
export interface SentRequest {
  /** The request of one attempt. */
  attempt(token: string | undefined, signal: AbortSignal): Request
  /** Aborted by the caller. */
  readonly signal: AbortSignal
  /** Method and path, for messages. */
  readonly name: string
  /** The seconds that the service may take before it answers. */
  readonly wait: number
  /** Whether the answer is JSON, and not a stream or an image. */
  readonly wantsJson: boolean
  readonly removesOptimizer: boolean
}

export async function sentRequest(request: Request): Promise<SentRequest> {
  const { method, signal, headers } = request
  const { pathname, searchParams } = new URL(request.url)
  const { wait } = (await bodyOf(request)) ?? {}
  // Text, because the body of a request can be sent only once.
  const body = (await request.text()) || null
  return {
    attempt(token, signal) {
      const attempt = new Request(request.url, { ...initOf(request), body, signal })
      if (token !== undefined) attempt.headers.set('authorization', `Bearer ${token}`)
      return attempt
    },
    signal,
    name: `${method} ${pathname}`,
    wait: secondsOf(wait ?? searchParams.get('wait')),
    wantsJson: /json|^$|^\*/.test(headers.get('accept') ?? ''),
    removesOptimizer: method === 'DELETE' && /\/v1\/optimizers\/[^/]+$/.test(pathname),
  }
}

function initOf(request: Request): RequestInit {
  const { method, headers, redirect, credentials, cache, keepalive, mode } = request
  return { method, headers, redirect, credentials, cache, keepalive, mode }
}

/** What is no number of seconds is left to the service to refuse. */
function secondsOf(wait: unknown): number {
  const seconds = Number(wait)
  return seconds >= 0 && seconds <= 3600 ? seconds : 0
}
