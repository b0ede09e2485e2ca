/** Refusals by HTTP or by Fastify. */
export type HttpProblem =
  | { readonly code: 'not_found'; readonly method: string; readonly path: string }
  | { readonly code: 'body_too_large'; readonly limit: number }
  | { readonly code: 'unsupported_media_type'; readonly given: string }
  | { readonly code: 'bad_http_request'; readonly status: number; readonly reason: string }
  | { readonly code: 'internal_error' }
  | {
      readonly code: 'answer_too_long'
      readonly optimizer: string
      readonly step: number
      readonly limit: number
    }
