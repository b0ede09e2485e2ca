import type { Operation, Response } from './parts.ts'
import type { Example } from './route_facts.ts'

/** Adds the examples that a route declares to its body and its responses. */
export function addExamples({ requestBody, responses }: Operation, example: Example): void {
  const body = requestBody?.content?.['application/json']
  if (body && example.bodies) body.examples = example.bodies
  setExample(requestBody, example.body)
  for (const status of ['200', '201']) setExample(responses[status], example.response)
  setExample(responses['202'], example.accepted)
}

function setExample(message: Pick<Response, 'content'> | undefined, example?: object): void {
  const media = message?.content?.['application/json']
  if (media && example) media.example = example
}
