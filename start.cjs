// `npm start`. CommonJS in old syntax, because every Node must be able to parse this file: a Node that
// is too old fails at main.ts with a syntax error or a missing module.
var OLDEST_MAJOR = 24

// How soon the service notices that npm's shell has ended.
var PARENT_CHECK_MS = 200

if (Number(process.versions.node.split('.')[0]) < OLDEST_MAJOR) {
  process.stderr.write(
    'Cannot start: Lockstep needs Node ' +
      OLDEST_MAJOR +
      ' or newer and ' +
      process.execPath +
      ' is ' +
      process.version +
      ': run "npm ci" without --ignore-scripts, which installs a newer one in node_modules, and then "npm start"\n',
  )
  process.exitCode = 1
} else {
  if (process.env.npm_lifecycle_event) stopWithParent()
  import('./src/main.ts')
}

// npm sends SIGTERM to the shell that it runs a script in, and only to that. A shell that does not
// replace itself by its last command (dash 0.5.12 does not, bash does) ends without this process, which
// would then keep the port and the data file. "exec" in package.json would avoid that, but Windows'
// cmd does not know it.
function stopWithParent() {
  var parent = process.ppid
  var check = setInterval(function () {
    if (process.ppid === parent) return
    clearInterval(check)
    process.kill(process.pid, 'SIGTERM')
  }, PARENT_CHECK_MS)
  check.unref()
}
