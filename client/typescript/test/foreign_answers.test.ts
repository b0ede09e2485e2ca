import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import {
  ConfigurationError,
  createLockstep,
  NotLockstep,
  OlderService,
  Unauthorized,
  Unavailable,
} from '../src/index.ts'
import { faultyServer, json, page, problem } from './faulty_server.ts'

const faulty = await faultyServer()
after(() => faulty.close())
beforeEach(() => void (faulty.received.length = 0))

const readyz = (baseUrl = faulty.url) => createLockstep({ baseUrl, retryFor: 0.2 }).GET('/readyz')

/** Checks what a call throws: its class, and a part of its message. */
async function throws(call: Promise<unknown>, type: new () => Error, ...parts: string[]) {
  const error = await call.then(
    () => assert.fail('it succeeds'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof type, String(error))
  for (const part of parts) assert.ok(error.message.includes(part), error.message)
  return error
}

describe('an answer that is not of Lockstep', () => {
  for (const status of [200, 403, 404]) {
    it(`with ${status} and HTML names the proxy and what to change`, async () => {
      faulty.answers = [page(status)]
      const said = `${faulty.url} answers ${status}`
      const body = '(text/html: "<html><title>Blocked'
      await throws(readyz(), NotLockstep, said, ' from squid/6.1 ', body, 'to NO_PROXY')
      assert.equal(faulty.received.length, 1)
    })
  }

  it('with 502 is an outage, which says what to change too', async () => {
    faulty.answers = [page(502)]
    await throws(readyz(), Unavailable, '502 Bad Gateway from squid/6.1', 'to NO_PROXY')
  })

  it('that redirects names its target', async () => {
    faulty.answers = [page(301, { location: 'https://lockstep.example/readyz' })]
    await throws(readyz(), NotLockstep, 'redirects to https://lockstep.example/readyz')
  })

  for (const document of [[], 3, null, 'ok']) {
    it(`with ${JSON.stringify(document)} as JSON says to check the URL`, async () => {
      faulty.answers = [json(document)]
      await throws(readyz(), NotLockstep, 'check the URL')
    })
  }

  it('with a refusal of another service says to check the URL', async () => {
    faulty.answers = [json({ detail: 'Not Found' }, 404)]
    await throws(readyz(), NotLockstep, 'check the URL')
  })

  it('of a path that the service does not have says to update it, or to correct the URL', async () => {
    faulty.answers = [problem('not_found', 404)]
    const url = `${faulty.url}/v1`
    await throws(readyz(url), OlderService, `${url} has no GET /v1/readyz`, 'correct the URL')
  })

  it('does not come from a port without a listener, which is named', async () => {
    const gone = await faultyServer()
    await gone.close()
    await throws(readyz(gone.url), Unavailable, `No answer from ${gone.url}`, 'ECONNREFUSED')
  })

  it('does not come from https: to a port without TLS, which is named', async () => {
    const url = faulty.url.replace('http:', 'https:')
    await throws(readyz(url), ConfigurationError, 'its URL begins with http://')
  })
})

describe('a 401', () => {
  it('says to give a token, and does not show the one that was sent', async () => {
    faulty.answers = [json({ detail: 'no' }, 401)]
    await throws(readyz(), Unauthorized, '401 Unauthorized with no token', 'LOCKSTEP_TOKEN')
    const lockstep = createLockstep({ baseUrl: faulty.url, token: 'secret' })
    const error = await throws(lockstep.GET('/readyz'), Unauthorized, 'the option token')
    assert.doesNotMatch(error.message, /secret/)
    assert.equal(faulty.received.at(-1)?.headers.authorization, 'Bearer secret')
  })

  it('reads a token again that is given as a function', async () => {
    faulty.answers = [json({}, 401), json({ status: 'ok' })]
    const tokens = ['old\n', 'new\n']
    const token = () => tokens.shift()!
    assert.ok((await createLockstep({ baseUrl: faulty.url, token }).GET('/readyz')).data)
    const sent = faulty.received.map(({ headers }) => headers.authorization)
    assert.deepEqual(sent, ['Bearer old', 'Bearer new'])
  })
})

describe('an option', () => {
  for (const [options, message] of [
    [{}, /^No URL: .* as baseUrl or in LOCKSTEP_URL/],
    [{ baseUrl: 'lockstep:8080' }, /^Cannot use "lockstep:8080" as a URL: it does not begin with/],
    [{ baseUrl: 'http://lockstep/?a=1' }, /it has a query/],
    [{ baseUrl: 'http://ada:x@lockstep' }, /it has a user name/],
    [{ baseUrl: 'http://lockstep', timeout: 0 }, /timeout=0: wanted .* more than 0/],
    [{ baseUrl: 'http://lockstep', retryFor: NaN }, /retryFor=NaN: wanted .* 0 or more/],
    [{ baseUrl: 'http://lockstep', token: 'a b' }, /the option token as a token: wanted/],
  ] as const) {
    it(`is refused: ${JSON.stringify(options)}`, () => {
      assert.throws(() => createLockstep(options), { message })
    })
  }

  it('is by default that of the environment', async (t) => {
    t.after(() => {
      delete process.env['LOCKSTEP_URL']
      delete process.env['LOCKSTEP_TOKEN']
    })
    process.env['LOCKSTEP_URL'] = `${faulty.url}/`
    process.env['LOCKSTEP_TOKEN'] = 'of-the-environment'
    faulty.answers = [json({ status: 'ok' })]
    const lockstep = createLockstep()
    assert.equal(lockstep.baseUrl, faulty.url)
    await lockstep.GET('/readyz')
    assert.equal(faulty.received[0]?.headers.authorization, 'Bearer of-the-environment')
  })
})

describe('a value in a path', () => {
  for (const group of ['', '.', '..']) {
    it(`is refused: ${JSON.stringify(group)}`, async () => {
      const params = { path: { optimizer: 'run', group } }
      const call = createLockstep({ baseUrl: faulty.url }).GET(
        '/v1/optimizers/{optimizer}/groups/{group}',
        { params },
      )
      await assert.rejects(call, { name: 'InvalidArgument', message: /as group in a path/ })
    })
  }

  it('is percent-encoded', async () => {
    faulty.answers = [json({})]
    const params = { path: { optimizer: 'run', group: 'Head/0 {optimizer}' } }
    const lockstep = createLockstep({ baseUrl: faulty.url })
    await lockstep.GET('/v1/optimizers/{optimizer}/groups/{group}', { params })
    assert.equal(faulty.received[0]?.path, '/v1/optimizers/run/groups/Head%2F0%20%7Boptimizer%7D')
  })
})
