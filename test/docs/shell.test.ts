import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { commandsIn } from './shell.ts'

const wordsOf = (script: string) => commandsIn(script).map(({ words }) => words)

describe('a script of a document', () => {
  it('is split at line ends, && and ;', () => {
    assert.deepEqual(wordsOf('npm ci && npm start\n\nls; ls -a\n'), [
      ['npm', 'ci'],
      ['npm', 'start'],
      ['ls'],
      ['ls', '-a'],
    ])
  })

  it('keeps the text in quotes together, over several lines too', () => {
    assert.deepEqual(wordsOf(`curl -d '{\n "a": 1 }' "b \\" c" d'e f'`), [
      ['curl', '-d', '{\n "a": 1 }', 'b " c', 'de f'],
    ])
  })

  it('goes on after a backslash at the end of a line', () => {
    assert.deepEqual(wordsOf('curl \\\n  -d x'), [['curl', '-d', 'x']])
  })

  it('may have comments', () => {
    assert.deepEqual(wordsOf('# Stop it.\nstop now   # at once'), [['stop', 'now']])
  })

  it('may set variables for a command', () => {
    assert.deepEqual(commandsIn('A=1 B_C="2 3" run D=4'), [
      { variables: { A: '1', B_C: '2 3' }, words: ['run', 'D=4'] },
    ])
  })

  it('is refused where it has what is not supported', () => {
    for (const script of ['a | b', 'a > b', 'a $(b)', "a 'b", 'a `b`', '(a)']) {
      assert.throws(() => commandsIn(script), /is not supported/, script)
    }
  })
})
