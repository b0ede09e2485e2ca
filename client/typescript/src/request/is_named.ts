import { bodyOf } from './body.ts'

/** Calls by POST and DELETE that have one result however often they are sent. */
const NAMED = new Set([
  'POST /v1/previews',
  'POST /v1/optimizers/{optimizer}/previews',
  'POST /v1/generations',
  'DELETE /v1/optimizers/{optimizer}',
])

/** Whether a request says all of what it changes, so that it may be repeated as it is. */
export async function isNamed(request: Request, schemaPath: string): Promise<boolean> {
  const { method } = request
  if (method === 'GET' || method === 'PUT' || NAMED.has(`${method} ${schemaPath}`)) return true
  return method === 'POST' && schemaPath.endsWith('/steps') && namesSteps(await bodyOf(request))
}

/** Whether an advance, or each of many, names its step. */
function namesSteps(body: Record<string, unknown> | undefined): boolean {
  const { steps } = body ?? {}
  const advances: unknown[] = Array.isArray(steps) ? steps : [body]
  return advances.every((each) => typeof (each as { step?: unknown } | null)?.step === 'number')
}
