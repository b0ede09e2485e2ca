import type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify'
import type { Socket } from 'node:net'
import { Refusal, type Problem } from '../../core/problem.ts'
import type { HttpProblem } from '../problems/http_problem.ts'
import { problemDetails } from '../problems/problem_details.ts'

/** Responds to input that is not HTTP, for which Fastify has no request and no reply. */
export function respondToClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const document = problemDetails({ code: 'bad_http_request', status: 400, reason: error.message })
  const body = JSON.stringify(document)
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

/** Turns every refusal, also those of Fastify, into problem details (RFC 9457). */
export function setErrorHandlers(app: FastifyInstance): void {
  app.setErrorHandler(respondToError)
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    sendProblem(
      { code: 'not_found', method: request.method, path: path.slice(0, 200) },
      undefined,
      reply,
    )
  })
}

/** Responds to an error with its problem details. */
export function respondToError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  sendProblem(problemOf(error, request), error, reply)
}

function sendProblem(problem: Problem | HttpProblem, error: unknown, reply: FastifyReply): void {
  const document = problemDetails(problem)
  const { status, title } = document
  // Each request during an outage of the store logs one line; only an unexpected error logs a stack.
  const reqId = reply.request.id
  if (status === 503) reply.log.warn({ reqId, problem }, title)
  if (status === 500) logUnexpectedError(reply.log, reqId, error)
  if (status === 503) void reply.header('retry-after', '1')
  void reply.code(status).type('application/problem+json').send(JSON.stringify(document))
}

/** Logs an unexpected error and its count. The response says that it was logged, without details. */
export function logUnexpectedError(
  log: FastifyBaseLogger,
  reqId: string,
  err: unknown,
  times = 1,
): void {
  log.error({ reqId, err, times }, 'Lockstep failed')
}

/** The problem of an error. Only an unexpected one is an internal error. */
function problemOf(error: FastifyError, request: FastifyRequest): Problem | HttpProblem {
  if (error instanceof Refusal) return error.problem
  const { statusCode: status = 500, message: reason } = error
  if (status < 400 || status >= 500) return { code: 'internal_error' }
  if (status === 413) return { code: 'body_too_large', limit: request.routeOptions.bodyLimit }
  if (status !== 415) return { code: 'bad_http_request', status, reason }
  return { code: 'unsupported_media_type', given: request.headers['content-type'] ?? '' }
}
