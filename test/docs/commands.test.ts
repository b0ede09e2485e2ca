import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { send } from '../service.ts'
import { differences } from './answers.ts'
import { checkCommand } from './checked_commands.ts'
import { PAGES, pageAt, type CodeBlock } from './markdown.ts'
import { pageService, SHOWN_ADDRESS, type PageService } from './page_service.ts'
import { ROOT } from './repository.ts'
import { commandsIn, type ShellCommand } from './shell.ts'

const skipWithout = (program: string) =>
  spawnSync(program, ['--version']).status === 0
    ? {}
    : { skip: `no ${program} on PATH: install it to run what documents show` }

const needed = { sh: skipWithout('curl'), python: skipWithout('python3') }

/** `sh`, `json` and `python` are run or compared with an answer. The others show parts of files. */
const LANGUAGES = new Set(['sh', 'json', 'python', 'text', 'ts', 'lua', 'sql', 'yaml'])

describe('a Markdown file', () => {
  it('has code in languages that are run, or that only show something', () => {
    const others = PAGES.flatMap(({ path, codeBlocks }) =>
      codeBlocks
        .filter(({ language }) => !LANGUAGES.has(language))
        .map((block) => ({ path, ...block })),
    )
    assert.deepEqual(others, [])
  })

  it('names commands that exist', () => {
    const named = PAGES.flatMap(({ codeSpans }) => codeSpans).filter((text) =>
      /^(npm|node) /.test(text),
    )
    named.flatMap(commandsIn).forEach(checkCommand)
  })

  it('registers optimizers that no other page registers, so that all pages run on one service', () => {
    const registered = PAGES.flatMap(({ codeBlocks }) => [
      ...new Set(codeBlocks.flatMap(({ text }) => registeredIds(text))),
    ])
    assert.ok(registered.length > 5, registered.join(' '))
    assert.deepEqual(registered, [...new Set(registered)])
  })
})

/** The ids that a script or a program registers. */
const registeredIds = (text: string): string[] =>
  [...text.matchAll(/\bPUT\b.*\/v1\/optimizers\/([\w.-]+)(?=[\s'"])/g)].map(([, id]) => id!)

for (const { path, codeBlocks } of PAGES) {
  const blocks = codeBlocks.filter(({ language }) => ['sh', 'json'].includes(language))
  if (blocks.length > 0) describe(`what ${path} shows`, () => testBlocks(blocks))
}

function testBlocks(blocks: readonly CodeBlock[]): void {
  const service = pageService()
  for (const [index, block] of blocks.entries()) {
    const [before, following] = [blocks[index - 1], blocks[index + 1]]
    const title = block.text.split('\n')[0]!.slice(0, 100)
    if (block.language === 'sh') {
      const answer = isAnswer(block, following) ? following : undefined
      it(title, needed.sh, () => runScript(service, commandsIn(block.text), answer))
    } else if (!isAnswer(before, block)) {
      it(title, () => checkJson(service, JSON.parse(block.text)))
    }
  }
}

/** Whether a block shows what the last command of the one before it is answered. */
function isAnswer(script: CodeBlock | undefined, block: CodeBlock | undefined): boolean {
  return script?.language === 'sh' && block?.language === 'json' && block.isAdjacent
}

/** Sends the requests of a script in their order, and checks its other commands. */
async function runScript(
  service: PageService,
  commands: readonly ShellCommand[],
  answer: CodeBlock | undefined,
): Promise<void> {
  for (const [index, command] of commands.entries()) {
    if (command.words[0] !== 'curl') checkCommand(command)
    else
      await sendShownRequest(service, command, index === commands.length - 1 ? answer : undefined)
  }
}

/** Sends a request as it is shown. Where no answer is shown it must be successful. */
async function sendShownRequest(
  service: PageService,
  { words }: ShellCommand,
  answer: CodeBlock | undefined,
): Promise<void> {
  const given = words.slice(1)
  assert.ok(
    given.join(' ').includes(`http://${SHOWN_ADDRESS}/`),
    `no ${SHOWN_ADDRESS}: ${given.join(' ')}`,
  )
  const written = await service.run('curl', [
    '-sS',
    '-w',
    '\n%{http_code}',
    ...given.map(service.withAddress),
  ])
  const end = written.lastIndexOf('\n')
  const [body, status] = [written.slice(0, end), written.slice(end + 1)]
  if (!answer) return assert.match(status, /^2\d\d$/, `${status}: ${body}`)
  assert.deepEqual(differences(JSON.parse(answer.text), JSON.parse(body)), [], body)
}

/** JSON that is no answer is a scheduler, or a part of a request. The service accepts a scheduler. */
async function checkJson(service: PageService, json: object): Promise<void> {
  if (!('type' in json || 'preset' in json)) return
  const groups = [{ name: 'all', lr: 0.1, momentum: 0.9, weight_decay: 0.01 }]
  const preview = { groups, schedulers: [json], total_steps: 10_000, to: 10 }
  const { status, body } = await send('POST', `${service.url()}/v1/previews`, preview)
  assert.equal(status, 200, JSON.stringify(body))
}

describe('a training loop', () => {
  const service = pageService()

  /** Runs the Python that a page shows, between two texts of Python. Returns what is used of each rate. */
  async function ratesUsed(path: string, before: string, after: string): Promise<number[][]> {
    const shown = pageAt(path).codeBlocks.filter(({ language }) => language === 'python')
    const folders = JSON.stringify([join(ROOT, 'examples'), join(ROOT, 'test/docs')])
    const parts = [
      `import json, sys\nsys.path[:0] = ${folders}\nfrom optimizer import Optimizer, Loss`,
      `optimizer = Optimizer()\n${before}`,
      ...shown.map(({ text }) => service.withAddress(text)),
      `${after}\nprint(json.dumps(optimizer.used))`,
    ]
    const file = await service.write('loop.py', parts.join('\n'))
    const written = await service.run('python3', ['-B', file], { LOCKSTEP_URL: service.url() })
    return JSON.parse(written) as number[][]
  }

  it('of README.md applies the values of the service at each step', needed.python, async () => {
    const used = await ratesUsed('README.md', '', 'train(optimizer, Loss, 12)')
    const url = `${service.url()}/v1/optimizers/run-7/lr?from=0&to=11`
    const { groups, sealed_through } = (await send('GET', url)).body
    assert.equal(sealed_through, 11)
    assert.deepEqual(used[0], [0.1, 0.01])
    for (const [index, { lr }] of groups.entries()) {
      assert.deepEqual(
        used.map((rates) => rates[index]),
        lr,
      )
    }
  })

  it('of examples/README.md applies the values of its step', needed.python, async () => {
    const definition = {
      groups: [
        { name: 'backbone', lr: 0.1 },
        { name: 'head', lr: 0.01 },
      ],
      schedulers: [{ type: 'StepLR', step_size: 10 }],
    }
    const given = `import rest\nk = 12\ndefinition = ${JSON.stringify(definition)}`
    const used = await ratesUsed('examples/README.md', given, 'optimizer.step()')
    assert.deepEqual(used, [[0.010000000000000002, 0.001]])
  })
})
